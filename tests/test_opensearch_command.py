"""`./run opensearch` as a process: nodes that answer, and none left behind when it ends."""

from __future__ import annotations

import json
import signal
import socket
import urllib.request
from pathlib import Path

import pytest

from indexer.engines import jars
from tests.opensearch_node import LINES, without
from tests.processes import END_SECONDS, House, family, free_port, until

STARTABLE = tuple(line for line in LINES if line in jars.LINES)


@pytest.fixture
def home(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.mark.parametrize("line", STARTABLE[-1:])
def test_a_node_answers_where_it_says_and_ends_with_the_command(home: House, line: str) -> None:
    port = free_port()
    with home.started("opensearch", "--version", line, "--port", str(port)) as process:
        said = [process.stdout.readline() for _ in range(7)]  # type: ignore[union-attr]  # it is a pipe
        assert said[-1] == f'url = "http://127.0.0.1:{port}"\n', said
        assert {"[engine]\n", 'kind = "opensearch"\n'} <= set(said)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}", timeout=30) as answer:
            assert json.load(answer)["version"]["number"].startswith(line)
        assert len(family(process.pid)) == 2
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=END_SECONDS)[0]
        assert (process.returncode, rest) == (0, "OpenSearch ist beendet.\n")
        assert family(process.pid) == []


def test_it_can_be_ended_while_the_nodes_start(home: House) -> None:
    if not STARTABLE:
        without("no line can be started here")
    with home.started("opensearch", "--version", STARTABLE[0], "--nodes", "3", "--port", str(free_port())) as process:
        until(lambda: len(family(process.pid)) == 4)
        process.terminate()
        rest = process.communicate(timeout=END_SECONDS)[0]
        assert process.returncode == 0, rest
        assert "Traceback" not in rest
        assert family(process.pid) == []


def test_a_port_that_is_taken_is_told(home: House) -> None:
    if not STARTABLE:
        without("no line can be started here")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = home.run("opensearch", "--version", STARTABLE[0], "--port", str(port))
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


def test_without_maven_it_says_what_to_install(home: House, tmp_path: Path) -> None:
    done = home.run("opensearch", PATH=str(tmp_path))
    assert done.returncode == 1
    assert "fehlen Maven oder ein JDK" in done.stderr
    assert "apt install maven" in done.stderr
    assert "Traceback" not in done.stderr
