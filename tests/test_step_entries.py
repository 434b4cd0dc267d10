from datetime import date
from pathlib import Path

import pytest

from indexer import SettingsError
from matcher.step_entries import Event, Funding, read_steps


def test_the_shipped_file_is_sound() -> None:
    file = read_steps()
    ids = [entry.id for entry in (*file.funding, *file.advice, *file.event)]
    assert len(ids) == len(set(ids))
    assert file.procurement


def test_every_source_is_a_whole_address() -> None:
    file = read_steps()
    assert file.procurement
    dated = (*file.funding, *file.advice, *file.event, file.procurement, *file.procurement.change)
    assert all(source.startswith("https://") for each in dated for source in each.sources)
    assert not any("…" in source for each in dated for source in each.sources)


def test_what_has_ended_does_not_hold() -> None:
    ended = Funding(id="x", name="X", says="", as_of=date(2025, 1, 1), valid_until=date(2025, 12, 31))
    assert ended.holds(date(2025, 12, 31))
    assert not ended.holds(date(2026, 1, 1))


def test_a_meeting_is_over_the_day_after() -> None:
    meeting = Event(id="x", name="X", says="", as_of=date(2025, 1, 1), on=date(2026, 6, 1))
    assert meeting.holds(date(2026, 6, 1))
    assert not meeting.holds(date(2026, 6, 2))


@pytest.mark.parametrize("text", ["[[funding]]\nid = 'x'", "[", "[[advice]]\nunknown = 1"])
def test_a_file_that_is_wrong_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "next_steps.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"next_steps\.toml"):
        read_steps(path)
