"""The desk's stories in a real browser, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from indexer import Reading
from tests.desk_site import Site, ask, fill, running
from tests.people import PASSWORD
from tests.probes import focus_faults, nameless, small, violations, wide

MURMEL = "Unsere Murmelbahn klemmt im Stadtpark. Wer hat eine Murmelbahn mit Sensoren gebaut?"
TOWN_MAIL, OTHER_MAIL = "rathaus@schotten.example", "bauamt@lollar.example"


@pytest.fixture
def site(tmp_path: Path, reading: Reading, chromium: Browser) -> Iterator[Site]:
    with running(tmp_path, reading, chromium) as site:
        yield site


def sound(page: Page, script: bool = True) -> None:
    """Nothing that the probes know is wrong with this page, wide or narrow; axe itself is a script."""
    if not script:
        return
    assert violations(page) == []
    assert nameless(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert wide(page) == []
    assert small(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def publish(site: Site, script: bool) -> None:
    with site.visitor(script) as town:
        ask(town, MURMEL, "Schotten")
        town.get_by_role("link", name="Als Bedarf veröffentlichen").click()
        expect(town.get_by_label("Ihre Kommune", exact=True)).to_have_value("Schotten")
        fill(town, {"Überschrift": "Murmelbahn mit Sensoren", "E-Mail-Adresse": "max.muster@schotten.example"})
        town.get_by_role("button", name="Vorschau ansehen").click()
        expect(town.get_by_role("alert")).to_contain_text("Person")
        sound(town, script)
        fill(town, {"E-Mail-Adresse": TOWN_MAIL})
        town.get_by_role("button", name="Vorschau ansehen").click()
        expect(town.get_by_role("heading", name="So werden andere Ihren Bedarf lesen")).to_be_visible()
        expect(town.locator("section.panel")).to_contain_text("eine Kommune in Hessen")
        sound(town, script)
        town.get_by_role("button", name=re.compile("^So an die")).click()
        expect(town.get_by_role("heading", level=1)).to_contain_text("Ihr Bedarf ist bei der")
        assert town.context.cookies() == []


def approve(site: Site, script: bool) -> None:
    with site.office(script) as office:
        office.get_by_role("link", name="Ein Bedarf wartet auf die Freigabe.").click()
        sound(office, script)
        office.get_by_role("link", name="Murmelbahn mit Sensoren").click()
        sound(office, script)
        office.get_by_role("button", name="Freigeben und veröffentlichen").click()
        expect(office.get_by_role("heading", level=1)).to_have_text("Murmelbahn mit Sensoren")
        expect(office.locator("main")).to_contain_text("Veröffentlicht von: Schotten")


@pytest.mark.parametrize("script", [True, False])
def test_a_town_publishes_a_need_and_another_one_writes_to_it(site: Site, script: bool) -> None:
    publish(site, script)
    approve(site, script)
    site.post()
    with site.visitor(script) as other:
        ask(other, "Wir suchen eine Murmelbahn mit Sensoren für den Stadtpark.", "Lollar")
        other.get_by_role("navigation", name="Trefferlisten").get_by_role("link", name=re.compile("Bedarf")).click()
        first = other.locator("#treffer-1")
        expect(first).to_contain_text("eine Kommune in Hessen")
        expect(first).not_to_contain_text("Schotten")
        first.get_by_role("link", name="Kontakt aufnehmen").click()
        expect(other.get_by_label("Ihre Nachricht")).to_have_value(re.compile("wir, Lollar, sind über Anker auf"))
        expect(other.get_by_label("Ihre Kommune (freiwillig)")).to_have_value("Lollar")
        sound(other, script)
        other.get_by_label("E-Mail-Adresse").fill(OTHER_MAIL)
        other.get_by_role("button", name="Nachricht senden").click()
        expect(other.get_by_role("heading", name="Ihre Nachricht ist unterwegs")).to_be_visible()
        assert TOWN_MAIL not in other.content()
        assert other.context.cookies() == []
    site.post()
    mail = site.inbox.mails[-1]
    assert (mail["To"], mail["Reply-To"]) == (TOWN_MAIL, OTHER_MAIL)
    assert "Murmelbahn mit Sensoren" in mail.get_content()
    with site.office(script) as office:
        office.goto("/buero/post")
        expect(office.get_by_role("region", name="Entstandene Kontakte")).to_contain_text("Lollar")
        assert OTHER_MAIL not in office.content()
        sound(office, script)


def test_the_link_of_the_mail_shows_the_name_and_takes_the_need_back(site: Site) -> None:
    publish(site, script=False)
    approve(site, script=False)
    site.post()
    with site.visitor() as town:
        town.goto(site.link_to(TOWN_MAIL, "/mein-bedarf/"))
        sound(town)
        town.get_by_role("button", name="Namen der Kommune zeigen").click()
        town.get_by_role("link", name="So sehen ihn andere").click()
        record = town.url
        expect(town.locator("main")).to_contain_text("Schotten")
        sound(town)
        town.goto(site.link_to(TOWN_MAIL, "/mein-bedarf/"))
        town.get_by_role("button", name="Bedarf zurückziehen und löschen").click()
        expect(town.get_by_role("heading", level=1)).to_have_text("Ihr Bedarf ist zurückgezogen")
        for address in (record, site.link_to(TOWN_MAIL, "/mein-bedarf/")):
            answer = town.goto(address)
            assert answer is not None
            assert answer.status == 404


@pytest.mark.parametrize("script", [True, False])
def test_an_empty_result_becomes_a_task_and_is_answered(site: Site, script: bool) -> None:
    with site.visitor(script) as town:
        ask(town, MURMEL, "Schotten")
        town.get_by_role("link", name=re.compile("Die Geschäftsstelle kümmert sich bis")).click()
        town.get_by_role("button", name="Anliegen übergeben").click()
        expect(town.get_by_role("alert")).to_be_visible()
        sound(town, script)
        town.get_by_label("E-Mail-Adresse").fill(TOWN_MAIL)
        town.get_by_role("button", name="Anliegen übergeben").click()
        expect(town.locator("main")).to_contain_text("bekommen Sie eine Antwort")
    with site.office(script) as office:
        office.get_by_role("link", name="Eine Aufgabe ist offen.").click()
        sound(office, script)
        office.get_by_role("link", name=re.compile("Murmelbahn")).click()
        sound(office, script)
        office.get_by_label("Ihre Antwort").fill("Rufen Sie in Lollar an, dort steht eine.")
        office.get_by_role("button", name="Antwort senden, Aufgabe erledigt").click()
        expect(office.get_by_role("region", name="Erledigt")).to_contain_text("Murmelbahn")
    site.post()
    assert [mail["To"] for mail in site.inbox.mails] == [TOWN_MAIL, TOWN_MAIL]
    assert "Rufen Sie in Lollar an" in site.inbox.mails[-1].get_content()
    assert not site.shop.service.desk.erase(TOWN_MAIL)


@pytest.mark.parametrize("script", [True, False])
def test_the_office_changes_a_record_and_takes_the_change_back(site: Site, script: bool) -> None:
    with site.office(script) as office:
        office.goto("/buero/eintraege")
        sound(office, script)
        office.get_by_label("Suchwort").fill("Schwimmbad")
        office.get_by_role("button", name="Suchen").click()
        office.get_by_role("link", name="Schwimmbad zeigt seine Auslastung").click()
        office.get_by_label("Titel").fill("Eisbahn zeigt ihre Auslastung")
        office.get_by_role("button", name="Vorschau ansehen").click()
        expect(office.get_by_role("region", name="Änderungen")).to_contain_text("Eisbahn zeigt ihre Auslastung")
        sound(office, script)
        office.get_by_role("button", name="So veröffentlichen").click()
        expect(office.get_by_role("status").first).to_contain_text("Gespeichert")
        sound(office, script)
        office.goto("/suche?q=Eisbahn")
        expect(office.get_by_role("heading", name="1 Eintrag zu „Eisbahn“")).to_be_visible()
        office.goto("/buero/eintraege/p1")
        office.get_by_role("button", name=re.compile("Diesen Stand wiederherstellen")).click()
        expect(office.get_by_label("Titel")).to_have_value("Schwimmbad zeigt seine Auslastung")
        office.goto("/buero/eintraege/neu")
        office.get_by_role("button", name="Vorschau ansehen").click()
        expect(office.get_by_role("alert")).to_be_visible()
        sound(office, script)


def test_somebody_is_invited_by_mail_and_comes_in(site: Site) -> None:
    with site.office() as office:
        office.goto("/buero/zugaenge")
        fill(office, {"E-Mail-Adresse": OTHER_MAIL})
        office.get_by_label("Zugang für").select_option("kommune")
        office.get_by_label("Kommune", exact=True).fill("Lollar")
        office.get_by_role("button", name="Einladung erstellen").click()
        expect(office.locator("main")).to_contain_text(f"als E-Mail unterwegs an {OTHER_MAIL}")
        office.locator("summary").click()
        sound(office)
        site.post()
        with site.visitor() as town:
            town.goto(site.link_to(OTHER_MAIL, "/einladung/"))
            town.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
            town.get_by_label("Neues Passwort noch einmal").fill(PASSWORD)
            town.get_by_role("button", name="Passwort speichern und anmelden").click()
            town.goto("/konto")
            expect(town.locator("main")).to_contain_text(f"Angemeldet als {OTHER_MAIL}")
            town.goto(site.link_to(OTHER_MAIL, "/einladung/"))
            expect(town.locator("main")).to_contain_text("Dieser Link gilt nicht mehr.")
        office.goto("/buero/zugaenge")
        office.get_by_role("button", name=re.compile("Neu einladen.*lollar")).click()
        site.post()
        assert [mail["Subject"] for mail in site.inbox.mails] == ["Ihr Zugang zu Anker"] * 2
        office.goto("/buero/zugaenge")
        office.get_by_role("button", name=re.compile("Entfernen.*lollar")).click()
        expect(office.locator("main")).not_to_contain_text(OTHER_MAIL)
        with site.visitor() as town:
            town.goto(site.link_to(OTHER_MAIL, "/einladung/"))
            expect(town.locator("main")).to_contain_text("Dieser Link gilt nicht mehr.")


def test_focus_is_seen_at_each_stop_of_the_desk_and_of_what_towns_see(site: Site) -> None:
    publish(site, script=False)
    site.post()
    site.shop.service.desk.tasks.take("Wer hat eine Murmelbahn?", "Schotten", TOWN_MAIL)
    with site.office() as office:
        ask(office, MURMEL, "Schotten")
        challenge = office.url
        for address in (
            "/buero",
            "/buero/bedarfe",
            "/buero/bedarfe/1",
            "/buero/aufgaben/1",
            "/buero/post",
            "/buero/eintraege",
            "/buero/eintraege/p1",
            "/buero/eintraege/abgelehnt",
            "/buero/urteile",
            f"{challenge}/veroeffentlichen",
            f"{challenge}/aufgabe",
            "/kontakt/p2",
            site.link_to(TOWN_MAIL, "/mein-bedarf/"),
        ):
            office.goto(address)
            stops, faults = focus_faults(office)
            assert stops > 5, address
            assert faults == [], address
