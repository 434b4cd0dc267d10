"""The record desk: a change is found at once, can be compared and undone; an erased contact never comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from indexer import InputError, NotFound, Reading
from matcher import Wanted
from matcher.desk import Desk
from matcher.desk.tables import VersionRow
from tests.desk_parts import need
from tests.workshop import Workshop, practice, workshop

WHO = 7
CONTACT = "digitales@stadt.example"


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1", "Pegel am Bach", municipalities=["Schotten"], land="Hessen", contact=CONTACT))
        yield shop


@pytest.fixture
def desk(shop: Workshop) -> Desk:
    return shop.service.desk


def found(shop: Workshop, words: str) -> list[str]:
    return [hit.record.id for hit in shop.service.search(Wanted(words)).hits]


def changed(desk: Desk, **other: object) -> None:
    stored = desk.entries.get("p1")
    desk.entries.change({**stored.record.model_dump(), **other}, stored.changed, WHO)


def test_a_new_record_is_found_at_once_with_its_place(desk: Desk, shop: Workshop) -> None:
    desk.entries.create(practice("g1", "Laternen dimmen", municipalities=["Lollar"], land="Hessen"), WHO)
    assert found(shop, "Laternen") == ["g1"]
    assert desk.entries.get("g1").places == ("06531013",)
    with pytest.raises(InputError):
        desk.entries.create(practice("g1"), WHO)


def test_a_change_is_found_at_once_and_told_field_by_field(desk: Desk, shop: Workshop) -> None:
    changed(desk, title="Grundwasser beobachten", state="Betrieb", open_source=True)
    assert found(shop, "Grundwasser") == ["p1"]
    assert found(shop, "Pegel") == []
    newest, first = desk.entries.versions("p1")
    assert (newest.actor, newest.action, first.actor, first.action) == (WHO, "changed", None, "found")
    assert [(each.field, each.before, each.after) for each in newest.differences] == [
        ("Titel", "Pegel am Bach", "Grundwasser beobachten"),
        ("Stand", "", "Betrieb"),
        ("Open Source", "", "ja"),
    ]


def test_an_undone_change_is_a_change_too(desk: Desk, shop: Workshop) -> None:
    changed(desk, title="Grundwasser beobachten")
    desk.entries.undo("p1", desk.entries.versions("p1")[-1].id, WHO)
    assert found(shop, "Pegel") == ["p1"]
    assert desk.entries.get("p1").record.contact == CONTACT
    assert [version.action for version in desk.entries.versions("p1")] == ["undid", "changed", "found"]


def test_a_run_does_not_overwrite_what_was_changed_here(desk: Desk, shop: Workshop) -> None:
    changed(desk, title="Grundwasser beobachten")
    shop.run(practice("p1", "Pegel am Bach"))
    assert found(shop, "Grundwasser") == ["p1"]


def test_who_comes_second_is_told(desk: Desk) -> None:
    read = desk.entries.get("p1")
    changed(desk, title="Grundwasser beobachten")
    with pytest.raises(InputError, match="inzwischen"):
        desk.entries.change({**read.record.model_dump(), "title": "Anders"}, read.changed, WHO)


def test_an_erased_contact_is_in_no_version_and_undo_does_not_bring_it_back(desk: Desk, shop: Workshop) -> None:
    changed(desk, contact="rathaus@stadt.example")
    changed(desk, contact="")
    with shop.database.session() as session:
        assert all(CONTACT not in row.data for row in session.scalars(select(VersionRow)))
    assert desk.erase(CONTACT)
    desk.entries.undo("p1", desk.entries.versions("p1")[-1].id, WHO)
    assert desk.entries.get("p1").record.contact is None
    assert not desk.erase(CONTACT)
    assert CONTACT not in repr(desk.entries.versions("p1"))


def test_a_withdrawn_record_leaves_nothing_but_that_it_was_withdrawn(desk: Desk, shop: Workshop) -> None:
    changed(desk, title="Grundwasser beobachten")
    version = desk.entries.versions("p1")[0].id
    desk.entries.withdraw("p1", WHO)
    assert found(shop, "Grundwasser") == []
    assert [(each.action, each.undoable, each.differences) for each in desk.entries.versions("p1")] == [
        ("withdrew", False, ())
    ]
    for again in (lambda: desk.entries.undo("p1", version, WHO), lambda: desk.entries.withdraw("p1", WHO)):
        with pytest.raises(NotFound):
            again()
    assert not desk.erase(CONTACT)


def test_a_published_need_is_changed_at_its_own_desk(desk: Desk) -> None:
    record_id = desk.needs.approve(desk.needs.offer(need(), str), str).record_id
    stored = desk.entries.get(record_id)
    with pytest.raises(InputError, match="Kommune"):
        desk.entries.change(stored.record.model_dump(), stored.changed, WHO)
    with pytest.raises(InputError, match="Kommune"):
        desk.entries.withdraw(record_id, WHO)


def test_an_erased_contact_leaves_the_records_and_no_run_brings_it_back(desk: Desk, shop: Workshop) -> None:
    assert desk.erase(CONTACT)
    assert desk.entries.get("p1").record.contact is None
    assert not desk.relay.direct(desk.entries.get("p1").record)
    shop.run(practice("p1", "Pegel am Bach", contact=CONTACT))
    assert desk.entries.get("p1").record.contact is None
    assert not desk.erase(CONTACT)


def test_a_record_that_the_office_changed_is_no_rejected_row_of_its_source(desk: Desk, shop: Workshop) -> None:
    changed(desk, title="Grundwasser beobachten")
    shop.run(practice("p1", "Pegel am Bach", contact=CONTACT))
    assert desk.entries.get("p1").record.title == "Grundwasser beobachten"
    assert desk.entries.rejected(shop.job.runs.recent(1)[0].id) == ()


def test_an_id_that_the_office_gave_itself_stays_its_own_and_the_row_is_told(desk: Desk, shop: Workshop) -> None:
    desk.entries.create(practice("g1", "Laternen dimmen"), WHO)
    shop.run(practice("p1", "Pegel am Bach"), practice("g1", "Freibad"))
    assert desk.entries.get("g1").record.title == "Laternen dimmen"
    (row,) = desk.entries.rejected(shop.job.runs.recent(1)[0].id)
    assert row.reason == "Kennung: „g1“ gibt es schon (hier von Hand eingetragen)."
