"""What is published, narrowed or widened between two runs shows to whom it may, at once, and changes nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer import NotFound, Reading, narrow, put
from matcher import Caller, Service, Wanted
from tests.workshop import practice, published, workshop

ROWS = (practice("p1", "Pegel messen am Bach"), practice("p2", "Laternen dimmen"), practice("p3", "Pegel im Keller"))
HIDDEN = "Pegelmurmeltier am Bach"


def told(service: Service, caller: Caller) -> tuple[object, ...]:
    """All that this caller hears about water gauges."""
    seen = service.seen_by(caller)
    searched = [seen.search(Wanted(q)) for q in ("Pegel", "Bach", "Pegelmurmeltier", "Pegelmurmeltir", "")]
    return *searched, seen.match("Der Bach läuft über, wir brauchen Pegel.", None), seen.suggest("Hochw"), seen.state()


@pytest.mark.parametrize(
    ("visibility", "unmoved", "moved"),
    [("office", ("public", "municipality"), ("office",)), ("municipalities", ("public",), ("municipality", "office"))],
)
def test_a_record_that_comes_live_shows_only_to_those_who_may_see_it(
    tmp_path: Path, reading: Reading, visibility: str, unmoved: tuple[Caller, ...], moved: tuple[Caller, ...]
) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(*ROWS)
        before = {caller: told(made.service, caller) for caller in (*unmoved, *moved)}
        put(made.job, published("h1", HIDDEN, visibility=visibility))
        for caller in unmoved:
            assert told(made.service, caller) == before[caller]
        for caller in moved:
            assert told(made.service, caller) != before[caller]
            assert made.service.seen_by(caller).record("h1").record.title == HIDDEN


def test_a_record_that_is_narrowed_is_gone_for_the_others_at_once(tmp_path: Path, reading: Reading) -> None:
    with workshop(tmp_path, reading) as made:
        made.run(*ROWS)
        narrow(made.job, "p1", "office")
        for caller in ("public", "municipality"):
            with pytest.raises(NotFound):
                made.service.seen_by(caller).record("p1")  # type: ignore[arg-type] # both are callers
            assert [hit.record.id for hit in made.service.search(Wanted("Pegel")).hits] == ["p3"]
        assert made.service.seen_by("office").record("p1").record.id == "p1"
        narrow(made.job, "p1", "public")
        assert made.service.record("p1").record.id == "p1"
