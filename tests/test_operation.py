"""The page of the operation: what it says of runs, sources, engine, database and backup, and that it names nobody."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indexer import Reading
from matcher import Service
from tests.workshop import Workshop, practice, workshop
from webui.accounts import Audit
from webui.operation import BACKUPS, RUNS_SHOWN, operation

WEEK = timedelta(days=8)


def facts_of(service: Service) -> dict[str, str]:
    return dict(operation(service).facts)


def test_a_collection_that_is_well_raises_no_alarm(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(practice("p1"), practice("p2", visibility="office"))
        page = operation(made.service)
        facts = facts_of(made.service)
    assert page.alarms == ()
    assert facts["Einträge"] == "2 Praxisbeispiele, 0 Angebote, 0 Bedarfe"
    assert facts["Datenbank"].startswith("SQLite, ")
    assert facts["Letzte Sicherung"] == "keine gefunden"
    assert "Montag" in facts["Nächster Lauf"]
    assert page.sources == (("feed", str(tmp_path / "feed.jsonl")),)
    assert [(run.state, run.tone) for run in page.runs] == [("fertig", "good")]
    assert page.runs[0].lines == (
        "feed: 2 gelesen, 2 neu, 0 geändert, 0 entfallen, 0 abgewiesen",
        "Prüfung bestanden.",
    )


def test_a_weekly_run_that_did_not_happen_is_an_alarm(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(practice("p1"))
        alarms = operation(made.service, datetime.now(UTC) + WEEK).alarms
    assert len(alarms) == 1
    assert "Der wöchentliche Lauf ist ausgeblieben." in alarms[0]


def test_a_failed_run_is_an_alarm_and_says_why(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(practice("p1"))
        failed(made, "Die Prüfung hat etwas gefunden.")
        page = operation(made.service)
    assert "Der letzte Lauf ist gescheitert; es gilt der Stand davor." in page.alarms
    assert (page.runs[0].state, page.runs[0].lines) == ("gescheitert", ("Die Prüfung hat etwas gefunden.",))


def test_only_the_latest_runs_are_shown(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        for number in range(RUNS_SHOWN + 3):
            failed(made, f"Grund {number}")
        runs = operation(made.service).runs
    assert len(runs) == RUNS_SHOWN
    assert runs[0].lines == (f"Grund {RUNS_SHOWN + 2}",)


def test_an_engine_that_cannot_be_used_is_an_alarm_and_no_fault_of_the_page(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(practice("p1"))
        shutil.rmtree(tmp_path / "indexes")
        made.job.engine.close()
        page = operation(made.service)
    assert page.alarms != ()


@pytest.mark.parametrize("way", ["file", "command"])
def test_the_newest_backup_counts(tmp_path: Path, reading: Reading, way: str) -> None:
    with workshop(tmp_path, reading) as made:
        old = tmp_path / BACKUPS / "alt.sqlite"
        old.parent.mkdir(exist_ok=True)
        old.touch()
        os.utime(old, (0, 0))
        if way == "file":
            (tmp_path / BACKUPS / "neu.sqlite").touch()
        else:
            Audit(made.database).note("backed up", None)
        told = facts_of(made.service)["Letzte Sicherung"]
    assert "1970" not in told
    assert str(datetime.now(UTC).year) in told


def failed(made: Workshop, why: str) -> None:
    run = made.job.runs.start()
    made.job.runs.finish(run, "failed", {"error": why})
