"""Real OpenSearch nodes without Docker: jars from Maven Central, one JVM per node, on this machine only."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess  # starting Maven and Java is what this module is for
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.engines.jars import HERE, LINES, Line, class_path, java_for
from indexer.errors import EngineDown, EngineError

START_SECONDS = 120.0  # 6 to 18 s on an idle machine, 55 seen on a busy one
STOP_SECONDS = 20.0
HEAP_ALONE, HEAP_IN_A_CLUSTER = 512, 256  # MB; the process takes about 350 and 290


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

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self.process.poll() is None

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
    plan: _Plan

    @property
    def url(self) -> str:
        """All addresses as `engine.url` takes them."""
        return ",".join(node.url for node in self.nodes)

    @property
    def lost(self) -> tuple[str, ...]:
        """The names of nodes that have ended."""
        return tuple(node.name for node in self.nodes if not node.runs)

    def revived(self) -> Cluster:
        """The same cluster with the nodes that have ended started again on their data; raises EngineDown."""
        nodes = tuple(node if node.runs else _node(self.plan, place) for place, node in enumerate(self.nodes))
        return _answering(replace(self, nodes=nodes))

    def stop(self) -> None:
        """Stop every node that still runs."""
        for node in self.nodes:
            node.stop()


def startable() -> list[str]:
    """The lines that can be started here: Maven and a fitting JDK are installed."""
    return [name for name, line in LINES.items() if shutil.which("mvn") and java_for(line)]


@contextmanager
def running(
    line: str, size: int = 1, folder: Path | None = None, settings: tuple[str, ...] = (), port: int | None = None
) -> Iterator[Cluster]:
    """Run a cluster of so many nodes; its data lies in `folder`, else it is gone afterwards. Raises EngineError.

    `settings` are further ones for each node, as "name=value". The nodes answer on `port` and those that follow it,
    or on whatever is free.
    """
    with tempfile.TemporaryDirectory(prefix="opensearch-") as passing:
        cluster = start(line, size, folder or Path(passing), settings, port)
        try:
            yield cluster
        finally:
            cluster.stop()


def start(name: str, size: int, folder: Path, settings: tuple[str, ...] = (), port: int | None = None) -> Cluster:
    """Start nodes and wait until all of them answer; raises EngineError with what is missing."""
    if name not in LINES:
        raise EngineError(f"OpenSearch {name} kann hier nicht gestartet werden.", f"Möglich: {', '.join(LINES)}.")
    line = LINES[name]
    java = java_for(line)
    if not java or not shutil.which("mvn"):
        raise EngineError(
            f"Für OpenSearch {name} fehlen Maven oder ein JDK ab {line.least}.",
            "Debian/Ubuntu: apt install maven default-jdk. Sonst: OPENSEARCH_URL setzen.",
        )
    wanted = tuple(range(port, port + size)) if port else ()
    _check_free(wanted)
    jars = class_path(line)
    try:
        return _started(line, _Plan(java, jars, folder, size, wanted + _free_ports(2 * size - len(wanted)), settings))
    except EngineDown:
        if wanted:
            raise
        # a port that was free may be taken a moment later
        return _started(line, _Plan(java, jars, folder, size, _free_ports(2 * size), settings))


def _started(line: Line, plan: _Plan) -> Cluster:
    return _answering(Cluster(line, tuple(_node(plan, number) for number in range(plan.size)), plan))


def _answering(cluster: Cluster) -> Cluster:
    with ExitStack() as stack:
        stack.callback(cluster.stop)  # whatever ends the wait, no node stays behind
        _await(cluster)
        stack.pop_all()
    return cluster


@dataclass(frozen=True)
class _Plan:
    """What the nodes of one cluster share."""

    java: Path
    jars: str
    folder: Path
    size: int
    ports: tuple[int, ...]
    more: tuple[str, ...]

    def settings(self, number: int) -> list[str]:
        names = [f"n{each}" for each in range(self.size)]
        http, transport = self.ports[: self.size], self.ports[self.size :]
        own = [f"node.name={names[number]}", "cluster.name=anker", f"http.port={http[number]}"]
        own.append(f"transport.port={transport[number]}")
        if self.size > 1:
            seeds = ",".join(f"127.0.0.1:{port}" for port in transport)
            own += [f"discovery.seed_hosts={seeds}", f"cluster.initial_cluster_manager_nodes={','.join(names)}"]
        return [*own, *self.more]


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


def _await(cluster: Cluster) -> None:
    until = time.monotonic() + START_SECONDS
    for node in cluster.nodes:
        wanted = f"{node.url}/_cluster/health?wait_for_nodes={len(cluster.nodes)}&timeout=1s"
        while not _answers(wanted):
            if not node.runs or time.monotonic() > until:
                said = (cluster.plan.folder / node.name / "output.log").read_text(errors="replace")[-500:]
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


def _check_free(ports: tuple[int, ...]) -> None:
    """Raise EngineError for the first of these ports on which something answers already."""
    for port in ports:
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except (OSError, OverflowError) as error:
            raise EngineError(
                f"Auf 127.0.0.1:{port} kann kein OpenSearch antworten ({error}).", "Ein anderer Anschluss: --port"
            ) from error


def _free_ports(count: int) -> tuple[int, ...]:
    """Ports free a moment ago, all held open together so that none comes twice."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = tuple(each.getsockname()[1] for each in sockets)
    for each in sockets:
        each.close()
    return ports
