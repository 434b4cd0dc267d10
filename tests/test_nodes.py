"""Nodes for tests and trials: which Java fits, what is missing, and a node that ends with its parent."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from indexer.engines import jars, nodes
from indexer.errors import EngineError
from tests.opensearch_node import LINES, without

ROOT = Path(__file__).parent.parent


def jdk(folder, version):
    (folder / "bin").mkdir(parents=True)
    for name in ("java", "javac"):
        (folder / "bin" / name).touch()
    (folder / "release").write_text(f'IMPLEMENTOR="X"\nJAVA_VERSION="{version}"\n')
    return folder / "bin/java"


@pytest.mark.parametrize(("version", "major"), [("17.0.15", 17), ("25", 25), ("1.8.0_402", 8)])
def test_the_major_version_of_a_jdk_is_read_from_its_release_file(tmp_path, version, major):
    assert jars.version(jdk(tmp_path / "jdk", version)) == major


def test_the_oldest_jdk_that_fits_is_taken_wherever_it_lies(tmp_path):
    javas = [jdk(tmp_path / name, name) for name in ("11.0.1", "25.0.1", "17.0.2", "21.0.3")]
    assert jars.fitting(jars.LINES["2.19"], javas) == javas[2]
    assert jars.fitting(jars.LINES["3"], javas) == javas[3]
    assert jars.fitting(jars.LINES["3"], javas[:1]) is None


def test_an_unknown_line_is_refused_with_those_that_exist(tmp_path):
    with pytest.raises(EngineError, match=r"2\.19, 3"):
        nodes.start("1", 1, tmp_path)


def test_a_node_ends_when_the_process_that_started_it_is_killed(tmp_path):
    if LINES[0] not in jars.LINES:
        without("no line can be started here")
    script = f"""
import sys, time
from pathlib import Path
from indexer.engines import nodes
cluster = nodes.start({LINES[0]!r}, 1, Path({str(tmp_path)!r}))
print(cluster.nodes[0].process.pid, flush=True)
time.sleep(600)
"""
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        node = int(parent.stdout.readline())
        parent.kill()
    until = time.monotonic() + 60
    while Path(f"/proc/{node}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not _runs(node)


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
