"""Real OpenSearch servers for tests: started here from Maven's jars, else the one that OPENSEARCH_URL names."""

import os
import urllib.request
from contextlib import ExitStack

import pytest

from indexer.engines import jars, nodes
from indexer.engines.opensearch import OpenSearchEngine
from indexer.errors import EngineError
from indexer.mapping import Mapping
from indexer.settings import EngineSettings

URL, NONE = os.environ.get("OPENSEARCH_URL"), "none"
IN_CI = os.environ.get("CI") == "true"
NARROW = ("thread_pool.write.size=1", "thread_pool.write.queue_size=1")  # two writers at once, and one is turned away
LINES = tuple(nodes.startable()) or (("url",) if URL else (NONE,))  # what a test with a real server runs on
CLUSTER = os.environ.get("ANKER_CLUSTER", LINES[-1])  # the line of which three nodes are started


def pytest_report_header():
    if NONE in LINES:
        return "OpenSearch: NOT TESTED (no Maven with a JDK of 17 or newer, no OPENSEARCH_URL)"
    if URL and "url" in LINES:
        return f"OpenSearch: one server, {URL}"
    lines = ", ".join(f"{line} ({jars.LINES[line].runner})" for line in LINES)
    return f"OpenSearch: {lines}, 1 node each; 3 nodes of {CLUSTER} in test_cluster.py"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Give the address of a running server of a line; each is started once, when it is first asked for."""
    addresses = {"url": URL}
    with ExitStack() as stack:

        def address(line):
            if line == NONE:
                without("Kein OpenSearch hier")
            if line not in addresses:
                addresses[line] = _started(stack, line, tmp_path_factory.mktemp(f"opensearch-{line}"))
            return addresses[line]

        yield address


def engine_at(url, alias, **more):
    """Open an engine of our own for a test; a real server answers slowly while a whole test run keeps it busy."""
    settings = EngineSettings(**{"kind": "opensearch", "alias": alias, "url": url, "deadline_seconds": 30, **more})
    return OpenSearchEngine(settings, Mapping.load())


def wipe(engine, url):
    """Delete what a test has left, live or not, and nothing of anybody else."""
    for index in engine.indexes():
        _delete(f"{url.split(',')[0]}/{index}")


def _delete(url):
    with urllib.request.urlopen(urllib.request.Request(url, method="DELETE"), timeout=60):  # noqa: S310  # our own server
        pass


def _started(stack, line, folder):
    try:
        return stack.enter_context(nodes.running(line, folder=folder, settings=NARROW)).url
    except EngineError as error:
        return without(str(error))


def without(why):
    """End a test that needs a server: skipped where somebody works, a failure in CI."""
    if IN_CI:
        pytest.fail(f"In CI the OpenSearch tests must run: {why}")
    pytest.skip(why)
