"""What a new index must pass."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from indexer import Trial
from indexer.errors import GateRefused
from indexer.gate import complete, not_shrunk, pass_gate
from indexer.snapshot import SnapshotDraft


def trial(sent: int, counted: int, before: Mapping[str, int], now: Mapping[str, int]) -> Trial:
    return Trial("anker-1", sent, counted, before, now, SnapshotDraft().finish())


def test_what_was_sent_must_be_there() -> None:
    assert list(complete(trial(9, 9, {}, {}))) == []
    assert list(complete(trial(9, 8, {}, {}))) == ["9 Einträge geschickt, aber 8 im Index."]


def test_an_index_without_anything_is_refused() -> None:
    assert list(complete(trial(0, 0, {}, {}))) == ["Keine Quelle hat einen brauchbaren Eintrag geliefert."]


@pytest.mark.parametrize(("now", "complaints"), [(90, 0), (89, 1), (0, 1), (200, 0)])
def test_a_kind_may_lose_a_tenth_and_no_more(now: int, complaints: int) -> None:
    found = list(not_shrunk(trial(1, 1, {"practice": 100, "need": 0}, {"practice": now, "need": 0})))
    assert len(found) == complaints


def test_a_kind_that_is_gone_altogether_is_named() -> None:
    assert list(not_shrunk(trial(1, 1, {"offering": 3}, {}))) == ["Angebote: nur noch 0 von 3."]


def test_a_refusal_names_every_complaint_and_the_way_on() -> None:
    with pytest.raises(GateRefused) as refused:
        pass_gate(trial(2, 1, {"need": 5}, {"need": 1}), (complete, not_shrunk), forced=False)
    assert "2 Einträge geschickt, aber 1 im Index. Bedarfe: nur noch 1 von 5." in refused.value.thing
    assert "--force" in refused.value.remedy


def test_a_forced_run_passes_and_keeps_the_complaints() -> None:
    assert len(pass_gate(trial(2, 1, {"need": 5}, {"need": 1}), (complete, not_shrunk), forced=True)) == 2
