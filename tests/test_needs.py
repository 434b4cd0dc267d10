"""Needs that municipalities publish: found at once by others, without their town's name until it agrees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import NotFound, Reading, RowRejected
from matcher import Wanted
from matcher.desk import SHOWN_AFTER_END, Desk
from matcher.desk.tables import NeedRow
from matcher.joint import wanting
from tests.desk_parts import AGS, MAILBOX, TOWN, need
from tests.workshop import Workshop, practice, workshop

TODAY = date.today()
OTHER = practice("n9", "Bäche mit Sensoren überwachen", kind="need", summary="Kleine Bäche mit Sensoren überwachen.")


@pytest.fixture
def shop(tmp_path: Path, reading: Reading) -> Iterator[Workshop]:
    with workshop(tmp_path, reading) as shop:
        shop.run(practice("p1", "Schwimmbad zeigt Auslastung", summary="Besucher zählen im Freibad."))
        yield shop


def link(token: str) -> str:
    return f"https://anker.example/bedarf/{token}"


def token_in(desk: Desk) -> str:
    found = re.search(r"/bedarf/(\S+)", desk.outbox.waiting()[0].body)
    assert found
    return found.group(1)


def found(shop: Workshop, words: str = "Bäche Sensoren") -> list[str]:
    return [hit.record.id for hit in shop.service.search(Wanted(words)).hits]


def same_need(shop: Workshop) -> list[str]:
    return [hit.id for hit in shop.service.match("Wir wollen kleine Bäche mit Sensoren überwachen.").same_need]


def test_an_offered_need_is_seen_by_the_office_alone(shop: Workshop) -> None:
    desk = shop.service.desk
    offered = desk.needs.get(desk.needs.offer(need(), link))
    assert (offered.state, offered.mailbox, offered.town) == ("offered", MAILBOX, TOWN)
    assert desk.needs.count("offered") == 1
    assert found(shop) == []


def test_approved_it_is_in_the_third_list_of_others_at_once(shop: Workshop) -> None:
    desk = shop.service.desk
    approved = desk.needs.approve(desk.needs.offer(need(), link), link)
    assert found(shop) == [approved.record_id]
    assert same_need(shop) == [approved.record_id]
    assert [mail.subject for mail in desk.outbox.waiting()] == [
        "Ihr Bedarf „Pegel an kleinen Bächen“ ist eingegangen",
        "Ihr Bedarf „Pegel an kleinen Bächen“ ist veröffentlicht",
    ]


def test_it_is_decided_once(shop: Workshop) -> None:
    needs = shop.service.desk.needs
    number = needs.offer(need(), link)
    needs.approve(number, link)
    with pytest.raises(NotFound):
        needs.approve(number, link)
    with pytest.raises(NotFound):
        needs.decline(number, "Zu spät.")


def test_until_the_town_agrees_its_name_is_nowhere(shop: Workshop) -> None:
    desk = shop.service.desk
    approved = desk.needs.approve(desk.needs.offer(need(), link), link)
    page = shop.service.record(approved.record_id)
    hit = shop.service.match("Kleine Bäche mit Sensoren überwachen").same_need[0]
    for text in (repr(page), repr(hit), repr(shop.service.search(Wanted("Bäche")))):
        assert TOWN not in text
        assert MAILBOX not in text
        assert AGS not in text
    assert found(shop, TOWN) == []
    assert shop.service.municipality(AGS).records == ()
    desk.needs.show_name(approved.id, named=True)
    assert shop.service.record(approved.record_id).record.municipalities == (TOWN,)
    assert [each.record.id for each in shop.service.municipality(AGS).records] == [approved.record_id]
    desk.needs.show_name(approved.id, named=False)
    assert shop.service.municipality(AGS).records == ()


def test_a_need_for_municipalities_is_not_public(shop: Workshop) -> None:
    desk = shop.service.desk
    approved = desk.needs.approve(desk.needs.offer(need(visibility="municipalities"), link), link)
    assert found(shop) == []
    inside = shop.service.seen_by("municipality")
    assert [hit.record.id for hit in inside.search(Wanted("Bäche")).hits] == [approved.record_id]


def test_the_link_of_the_mail_takes_it_back_with_the_mailbox(shop: Workshop) -> None:
    desk = shop.service.desk
    approved = desk.needs.approve(desk.needs.offer(need(), link), link)
    token = token_in(desk)
    desk.outbox.deliver(lambda _: "")
    desk.needs.withdraw(desk.needs.of_token(token).id)
    assert found(shop) == []
    assert same_need(shop) == []
    with pytest.raises(NotFound):
        desk.needs.of_token(token)
    assert desk.needs.of_record(approved.record_id) is None
    assert not desk.erase(MAILBOX)


def test_a_declined_need_is_forgotten_and_its_town_hears_why(shop: Workshop) -> None:
    desk = shop.service.desk
    number = desk.needs.offer(need(), link)
    desk.needs.decline(number, "Das ist eine Ausschreibung.")
    assert "Das ist eine Ausschreibung." in desk.outbox.waiting()[-1].body
    with pytest.raises(NotFound):
        desk.needs.get(number)
    desk.outbox.deliver(lambda _: "")
    assert not desk.erase(MAILBOX)


def test_past_its_validity_it_is_labelled_sinks_and_goes(shop: Workshop) -> None:
    shop.run(OTHER, forced=True)
    desk = shop.service.desk
    approved = desk.needs.approve(desk.needs.offer(need(text=OTHER["summary"], title=OTHER["title"]), link), link)
    assert set(same_need(shop)) == {approved.record_id, "n9"}
    desk.needs.age(approved.until)
    assert desk.needs.get(approved.id).state == "live"
    desk.needs.age(approved.until + timedelta(days=1))
    page = shop.service.record(approved.record_id)
    assert page.state == "Gültigkeit abgelaufen"
    assert page.note == f"Dieser Bedarf galt bis {approved.until:%d.%m.%Y}."
    assert same_need(shop) == ["n9", approved.record_id]
    desk.needs.age(approved.until + SHOWN_AFTER_END)
    assert approved.record_id in same_need(shop)
    desk.needs.age(approved.until + SHOWN_AFTER_END + timedelta(days=1))
    assert same_need(shop) == ["n9"]
    assert desk.needs.every("offered", "live", "expired") == ()


def test_past_its_validity_it_stands_below_all_others_wherever_needs_are_listed(shop: Workshop) -> None:
    plan = practice("p2", OTHER["title"], summary=OTHER["summary"], state="Planung", municipalities=["Lollar"])
    shop.run(OTHER, plan, forced=True)
    desk = shop.service.desk
    twin = need(text=OTHER["summary"], title=f"{OTHER['title']}, {OTHER['title']}", named=True)
    over = desk.needs.approve(desk.needs.offer(twin, link), link)
    assert found(shop)[0] == found(shop, "")[0] == over.record_id  # the best by its words, and the latest
    desk.tend(over.until + timedelta(days=1))
    assert found(shop)[-1] == found(shop, "")[-1] == over.record_id
    assert len(found(shop)) == 3
    assert shop.service.search(Wanted("Bäche")).hits[-1].state == "Gültigkeit abgelaufen"
    assert same_need(shop) == ["n9", "p2", over.record_id]
    assert shop.service.match(OTHER["summary"]).same_need[-1].state == "Gültigkeit abgelaufen"
    assert AGS not in [hit.key for hit in wanting(shop.service.match(OTHER["summary"]), shop.service.view().snapshot)]
    shop.run(OTHER, plan, forced=True)
    assert found(shop)[-1] == over.record_id  # also after a run
    desk.tend(over.until + SHOWN_AFTER_END + timedelta(days=1))
    assert over.record_id not in found(shop)
    with pytest.raises(NotFound):
        shop.service.record(over.record_id)


def test_an_approval_that_was_cut_short_is_completed(shop: Workshop) -> None:
    desk = shop.service.desk
    number = desk.needs.offer(need(), link)
    with shop.database.session() as session:
        session.execute(update(NeedRow).values(state="live", published=TODAY))
    assert found(shop) == []
    desk.needs.age(TODAY)
    assert found(shop) == [desk.needs.get(number).record_id]


def test_a_text_that_no_record_takes_leaves_nothing_behind(shop: Workshop) -> None:
    desk = shop.service.desk
    with pytest.raises(RowRejected):
        desk.needs.offer(need(title="\u202everkehrt"), link)
    assert desk.needs.every("offered") == ()
    assert desk.outbox.waiting() == ()
    assert not desk.erase(MAILBOX)
