"""What only the embedded engine has to prove: folders, several processes, kills at any moment."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.query import Filter, Query, Words
from indexer.errors import BulkFailed, EngineError, IndexMissing
from indexer.mapping import Mapping

FIRST, SECOND = "anker-1-a-20250108", "anker-1-a-20250101"
ROOT = Path(__file__).parent.parent
OPEN = """
import sys
from pathlib import Path
from indexer.engines.embedded import EmbeddedEngine
from indexer.mapping import Mapping
engine = EmbeddedEngine(Path(sys.argv[1]), Mapping.load(), "anker")
"""
GENEROUS = 60.0  # seconds; only a hang takes longer


def opened(folder):
    return EmbeddedEngine(folder, Mapping.load(), "anker")


def process(script, folder):
    command = [sys.executable, "-c", OPEN + script, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finished(child):
    output, _ = child.communicate(timeout=GENEROUS)
    assert child.returncode == 0
    return output


def everybody(engine, index=None):
    return [hit.id for hit in engine.search(Query(size=10_000), index).hits]


@pytest.fixture
def engine(tmp_path):
    engine = opened(tmp_path)
    engine.create(FIRST)
    engine.fill(FIRST, [("a", {"alles": "haus"}), ("b", {"alles": "baum"})])
    engine.activate(FIRST)
    return engine


@pytest.mark.usefixtures("engine")
def test_another_process_sees_what_was_written_here(tmp_path):
    script = "from indexer.engines.query import Query\nprint([hit.id for hit in engine.search(Query()).hits])"
    assert finished(process(script, tmp_path)).strip() == "['a', 'b']"


def test_a_reader_sees_the_writes_and_the_swap_of_another_process(engine, tmp_path):
    assert everybody(engine) == ["a", "b"]
    finished(process(f"engine.upsert({FIRST!r}, [('c', {{}})])", tmp_path))
    assert everybody(engine) == ["a", "b", "c"]
    finished(process(f"engine.delete({FIRST!r}, ['a'])", tmp_path))
    assert everybody(engine) == ["b", "c"]
    swap = f"engine.create({SECOND!r}); engine.fill({SECOND!r}, [('z', {{}})]); engine.activate({SECOND!r})"
    finished(process(f"{swap}; engine.drop({FIRST!r})", tmp_path))
    assert everybody(engine) == ["z"]
    with pytest.raises(IndexMissing):
        engine.count(FIRST)


def test_writers_of_several_processes_take_turns_and_nothing_is_lost(engine, tmp_path):
    script = f"""
import os
for number in range(5):
    engine.upsert({FIRST!r}, [(f"{{os.getpid()}}-{{number}}", {{"alles": "haus"}})])
"""
    for child in [process(script, tmp_path) for _ in range(3)]:
        finished(child)
    assert engine.count(FIRST) == 2 + 3 * 5


def test_threads_write_and_read_at_the_same_time(engine):
    def write(name):
        for number in range(5):
            engine.upsert(FIRST, [(f"{name}{number}", {"alles": "haus"})])

    threads = [threading.Thread(target=write, args=(name,)) for name in "xyz"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        found = engine.search(Query(words=(Words("alles", (("haus", 1.0),)),), size=100, facets=("kind",)))
        assert found.total == len(found.hits)
    assert engine.count(FIRST) == 17


def test_a_long_fill_of_a_new_index_does_not_hold_up_a_withdrawal_from_the_live_one(engine):
    engine.create(SECOND)

    def documents():
        yield "n", {}
        engine.delete(FIRST, ["a"])
        yield "m", {}

    assert engine.fill(SECOND, documents()) == 2
    assert everybody(engine) == ["b"]


def test_a_fill_that_fails_half_way_leaves_the_index_as_it_was(engine):
    with pytest.raises(BulkFailed):
        engine.fill(FIRST, [("c", {}), ("d", {"unbekannt": "x"})])
    assert everybody(engine) == ["a", "b"]
    engine.upsert(FIRST, [("e", {})])
    assert everybody(engine) == ["a", "b", "e"]


def test_an_error_of_the_source_passes_through_a_fill_and_writes_nothing(engine):
    def documents():
        yield "c", {}
        raise KeyError("Quelle")

    with pytest.raises(KeyError):
        engine.fill(FIRST, documents())
    assert everybody(engine) == ["a", "b"]


def test_a_writer_killed_half_way_leaves_the_last_commit_and_no_lock(engine, tmp_path):
    script = f"""
def documents():
    yield "halb", {{}}
    print("mitten drin", flush=True)
    import time
    time.sleep({GENEROUS})
engine.fill({FIRST!r}, documents())
"""
    with process(script, tmp_path) as child:
        assert child.stdout.readline() == "mitten drin\n"
        child.send_signal(signal.SIGKILL)
    engine.upsert(FIRST, [("c", {})])
    assert everybody(engine) == ["a", "b", "c"]


def test_half_made_and_half_dropped_folders_are_no_index_and_are_swept_away(engine, tmp_path):
    gone, fresh, forgotten = tmp_path / ".gone-1-x", tmp_path / ".new-1-x", tmp_path / ".new-2-x"
    for folder in (gone, fresh, forgotten):
        folder.mkdir()
    os.utime(forgotten, (time.time() - 7200, time.time() - 7200))
    assert engine.indexes() == [FIRST]
    engine.create(SECOND)
    assert not gone.exists()
    assert not forgotten.exists()
    assert fresh.exists()  # it may belong to another process that is at it right now


def test_age_counts_and_not_the_name(engine):
    engine.create(SECOND)
    assert engine.indexes() == [FIRST, SECOND]


def test_another_alias_under_the_same_root_is_left_alone(engine, tmp_path):
    other = EmbeddedEngine(tmp_path, Mapping.load(), "anker-probe")
    other.create("anker-probe-1-a-1")
    assert (engine.indexes(), other.indexes()) == ([FIRST], ["anker-probe-1-a-1"])
    assert other.live() is None


def test_an_index_made_anew_under_its_old_name_is_read_anew(engine):
    engine.create(SECOND)
    engine.activate(SECOND)
    everybody(engine, FIRST)
    engine.drop(FIRST)
    engine.create(FIRST)
    engine.fill(FIRST, [("neu", {})])
    assert everybody(engine, FIRST) == ["neu"]


def test_a_pointer_to_a_lost_folder_means_that_nothing_is_live(engine, tmp_path):
    (tmp_path / FIRST).rename(tmp_path / "weg")
    assert engine.live() is None
    with pytest.raises(IndexMissing):
        everybody(engine)
    assert engine.health().says.startswith("Es ist noch nichts indiziert")


@pytest.mark.usefixtures("engine")
def test_a_broken_index_is_told_by_health_and_raised_by_search(tmp_path):
    (tmp_path / FIRST / "meta.json").write_text("{")
    with pytest.raises(EngineError):
        everybody(opened(tmp_path))
    health = opened(tmp_path).health()
    assert not health.ok
    assert "nicht benutzbar" in health.says


def test_a_closed_engine_opens_again_when_asked(engine):
    engine.close()
    assert everybody(engine) == ["a", "b"]


keys = st.text("abcäß-_0 1", min_size=1, max_size=4)
fields = st.fixed_dictionaries(
    {},
    optional={
        "alles": st.text("ab  \t\n\u00a0ä", max_size=12),
        "kind": st.lists(st.sampled_from(["need", "practice"]), max_size=3),
        "changed": st.integers(0, 3) | st.lists(st.floats(-5, 5), max_size=1),
    },
)


@settings(max_examples=25, deadline=None)
@given(
    first=st.dictionaries(keys, fields, max_size=6),
    second=st.dictionaries(keys, fields, max_size=4),
    size=st.integers(1, 4),
)
def test_whatever_is_filled_counted_and_paged_adds_up(tmp_path_factory, first, second, size):
    engine = opened(tmp_path_factory.mktemp("index"))
    engine.create(FIRST)
    engine.fill(FIRST, first.items())
    engine.upsert(FIRST, second.items())
    everyone = sorted({*first, *second}, key=lambda key: key.encode())
    assert engine.count(FIRST) == len(everyone)
    assert everybody(engine, FIRST) == everyone
    pages = [engine.search(Query(sort="changed", size=size, offset=at), FIRST) for at in range(0, len(everyone), size)]
    assert sorted(hit.id for page in pages for hit in page.hits) == sorted(everyone)
    for kind, count in engine.search(Query(facets=("kind",)), FIRST).facets["kind"].items():
        assert engine.search(Query(scope=(Filter("kind", (kind,)),)), FIRST).total == count
