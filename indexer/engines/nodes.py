"""Real OpenSearch nodes without Docker: jars from Maven Central, one JVM per node, on this machine only."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess  # starting Maven and Java is what this module is for
import tempfile
import time
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import EngineDown, EngineError

HERE = Path(__file__).parent / "node"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "anker"
JAVA_HOMES = (Path("/usr/lib/jvm"), Path("/opt/java"), Path.home() / ".sdkman/candidates/java")
START_SECONDS = 120.0  # 6 to 18 s on an idle machine, 55 seen on a busy one
STOP_SECONDS = 20.0
HEAP_ALONE, HEAP_IN_A_CLUSTER = 512, 256  # MB; the process takes about 350 and 290


@dataclass(frozen=True)
class Line:
    """One line of OpenSearch: the runner that brings it, and the Java it needs (least, and most where there is one)."""

    name: str
    runner: str
    least: int
    most: int = 99


LINES = {"2.19": Line("2.19", "2.19.1.0", 17, 21), "3": Line("3", "3.8.0.0", 21)}


@dataclass(frozen=True)
class Node:
    """One running node."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._ended(None)

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        self.process.terminate()
        try:
            self._ended(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def _ended(self, seconds: float | None) -> None:
        self.process.wait(seconds)
        if self.process.stdin:
            self.process.stdin.close()


@dataclass(frozen=True)
class Cluster:
    """The running nodes of one line."""

    line: Line
    nodes: tuple[Node, ...]

    @property
    def url(self) -> str:
        """All addresses as `engine.url` takes them."""
        return ",".join(node.url for node in self.nodes)

    def stop(self) -> None:
        """Stop every node that still runs."""
        for node in self.nodes:
            node.stop()


def startable() -> list[str]:
    """The lines that can be started here: Maven and a fitting JDK are installed."""
    return [name for name, line in LINES.items() if shutil.which("mvn") and _java(line)]


@contextmanager
def running(line: str, size: int = 1, folder: Path | None = None) -> Iterator[Cluster]:
    """Run a cluster of so many nodes; its data lies in `folder`, else it is gone afterwards. Raises EngineError."""
    with tempfile.TemporaryDirectory(prefix="opensearch-") as passing:
        cluster = start(line, size, folder or Path(passing))
        try:
            yield cluster
        finally:
            cluster.stop()


def start(name: str, size: int, folder: Path) -> Cluster:
    """Start nodes and wait until all of them answer; raises EngineError with what is missing."""
    if name not in LINES:
        raise EngineError(f"OpenSearch {name} kann hier nicht gestartet werden.", f"Möglich: {', '.join(LINES)}.")
    line = LINES[name]
    java = _java(line)
    if not java or not shutil.which("mvn"):
        raise EngineError(
            f"Für OpenSearch {name} fehlen Maven oder ein JDK ab {line.least}.", "Sonst: OPENSEARCH_URL setzen."
        )
    jars = class_path(line)
    ports = _free_ports(2 * size)
    nodes = tuple(_node(_Plan(java, jars, folder, size, tuple(ports)), number) for number in range(size))
    cluster = Cluster(line, nodes)
    try:
        _await(cluster, folder)
    except EngineError:
        cluster.stop()
        raise
    return cluster


def class_path(line: Line) -> str:
    """The jars of a line, fetched once by Maven into its own repository; raises EngineError."""
    kept = CACHE / f"opensearch-{line.runner}.classpath"
    if kept.exists() and all(Path(jar).exists() for jar in kept.read_text().split(os.pathsep)):
        return kept.read_text()
    CACHE.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    goal = ["dependency:build-classpath", f"-Dmdep.outputFile={fresh}", f"-Dopensearch.runner={line.runner}"]
    command = [shutil.which("mvn") or "mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), *goal]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own words
    if done.returncode:
        raise EngineError(
            f"Maven konnte OpenSearch {line.name} nicht holen: {done.stdout[-300:]}", "Ist das Netz erreichbar?"
        )
    fresh.replace(kept)
    return kept.read_text()


@dataclass(frozen=True)
class _Plan:
    """What the nodes of one cluster share."""

    java: Path
    jars: str
    folder: Path
    size: int
    ports: tuple[int, ...]

    def settings(self, number: int) -> list[str]:
        names = [f"n{each}" for each in range(self.size)]
        http, transport = self.ports[: self.size], self.ports[self.size :]
        own = [f"node.name={names[number]}", "cluster.name=anker", f"http.port={http[number]}"]
        own.append(f"transport.port={transport[number]}")
        if self.size > 1:
            seeds = ",".join(f"127.0.0.1:{port}" for port in transport)
            own += [f"discovery.seed_hosts={seeds}", f"cluster.initial_cluster_manager_nodes={','.join(names)}"]
        return own


def _node(plan: _Plan, number: int) -> Node:
    home = plan.folder / f"n{number}"
    home.mkdir(parents=True, exist_ok=True)
    heap = HEAP_ALONE if plan.size == 1 else HEAP_IN_A_CLUSTER
    command = [str(plan.java), f"-Xmx{heap}m", "-XX:+UseSerialGC", "-cp", plan.jars, str(HERE / "OpenSearchNode.java")]
    with (home / "output.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  # our own words
            [*command, str(home), *plan.settings(number)], stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
        )
    return Node(f"n{number}", f"http://127.0.0.1:{plan.ports[number]}", process)


def _await(cluster: Cluster, folder: Path) -> None:
    until = time.monotonic() + START_SECONDS
    for node in cluster.nodes:
        wanted = f"{node.url}/_cluster/health?wait_for_nodes={len(cluster.nodes)}&timeout=1s"
        while not _answers(wanted):
            if node.process.poll() is not None or time.monotonic() > until:
                said = (folder / node.name / "output.log").read_text(errors="replace")[-500:]
                raise EngineDown(
                    f"Der Knoten {node.name} von OpenSearch {cluster.line.name} ist nicht gestartet: {said}"
                )
            time.sleep(0.2)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)  # noqa: PLR2004  # HTTP's number for "OK"
    except OSError:
        return False


def fitting(line: Line, javas: Iterable[Path]) -> Path | None:
    """The oldest of these JDKs that the line runs on."""
    found = {version(java): java for java in javas if line.least <= version(java) <= line.most}
    return found[min(found)] if found else None


def _java(line: Line) -> Path | None:
    return fitting(line, _installed())


def _installed() -> Sequence[Path]:
    named = os.environ.get("JAVA_HOME")
    homes = [Path(named)] if named else []
    homes += [home for folder in JAVA_HOMES if folder.is_dir() for home in sorted(folder.iterdir())]
    on_path = shutil.which("java")
    homes += [Path(on_path).resolve().parent.parent] if on_path else []
    return [home / "bin/java" for home in homes if (home / "bin/javac").exists()]  # source mode needs the compiler


def version(java: Path) -> int:
    """The major version of a JDK, by the `release` file that every JDK carries; 0 when it has none."""
    release = java.parent.parent / "release"
    found = re.search(r'JAVA_VERSION="(?:1\.)?(\d+)', release.read_text()) if release.exists() else None
    return int(found[1]) if found else 0


def _free_ports(count: int) -> list[int]:
    """Ports free a moment ago, all held open together so that none comes twice."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
