"""`./run timetable` as processes: a missed run is caught up once, by whichever of them comes first."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from indexer import Analyzer, Database, Runs
from tests.processes import END_SECONDS, House, family, house, until
from tests.workshop import practice


@pytest.fixture
def home(tmp_path: Path, cache: Path, analyzer: Analyzer) -> House:  # noqa: ARG001  # the analyzer has packed the lexicon
    return house(tmp_path, cache / "lexicon", practice("p1"))


def states(home: House) -> list[str]:
    database = Database(f"sqlite:///{home.folder / 'anker.sqlite'}")
    try:
        database.migrate()
        return [run.state for run in Runs(database).recent()]
    finally:
        database.close()


def test_two_timetables_catch_up_one_run_and_end_cleanly(home: House) -> None:
    with home.started("timetable") as one, home.started("timetable") as other:
        until(lambda: states(home) == ["done"])
        for process in (one, other):
            process.terminate()
            said = process.communicate(timeout=END_SECONDS)[0]
            assert process.returncode == 0, said
            assert "Zeitplan: nächster Lauf" in said
            assert "Traceback" not in said
    assert states(home) == ["done"]


def test_a_timetable_ends_its_run_with_itself(home: House) -> None:
    with home.started("timetable") as process:
        until(lambda: states(home) == ["running"])
        process.terminate()
        said = process.communicate(timeout=END_SECONDS)[0]
        assert process.returncode == 0, said
        assert family(process.pid) == []


def test_a_timetable_beside_another_process_ends_with_it(home: House) -> None:
    shell = ["sh", "-c", '"$@" --beside $$ & sleep 2; exit 0', "sh", *home.command("timetable")]
    process = subprocess.Popen(shell, env=home.environment(), start_new_session=True, cwd=Path(__file__).parent.parent)
    process.wait(END_SECONDS)
    until(lambda: family(process.pid) == [], END_SECONDS)
