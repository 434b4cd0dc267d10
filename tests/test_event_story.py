"""The clerk's four weeks and the morning, in a real browser: from an empty desk to the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from indexer import Reading
from tests.desk_site import Site, running
from tests.fair import held
from tests.probes import focus_faults, nameless, small, violations, wide
from webui.pages.event_sheets import PARTS

PLANNED_MS = 60_000  # a busy machine; a plan of this size takes a second
EVERY_PAGE = 27  # were there when this was written; a new page is found by its route
STOPS = 25  # of each page's own controls; behind them lists repeat the same ones
FROM_MAIN = "() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus(); }"
"""The band above is the same on every page, and walked in test_look.py."""

HEAD = "Organisation;Rolle;Funktion;Anliegen;Stand\n"
FLOOD = "Bei Starkregen läuft der Bach über. Wir möchten Pegel messen und die Feuerwehr früh warnen."
LIGHT = "Unsere Straßenlaternen brennen die ganze Nacht. Wir wollen Strom sparen und suchen eine Steuerung."
LIST = HEAD + "\n".join(
    (
        f"Lollar;Kommune;Bauamt;{FLOOD};",
        f"Fulda;Kommune;Hauptamt;{LIGHT};",
        f"Homberg;Kommune;Digitalisierung;{FLOOD};",
        f"Schotten;Kommune;Bürgermeisteramt;{LIGHT};",
        "Pegelwerk;Anbieter;Vertrieb;Wir bauen Sensoren für Pegel und Starkregen, die vor Hochwasser warnen.;ja",
        "Lichtwerk;Anbieter;Vertrieb;Wir liefern eine Steuerung, die Laternen nachts dimmt und Strom spart.;nein",
        ";Kommune;Bauamt;Eine Zeile ohne Organisation.;",
    )
)


@pytest.fixture
def site(tmp_path: Path, reading: Reading, chromium: Browser) -> Iterator[Site]:
    with running(tmp_path, reading, chromium) as site:
        yield site


def sound(page: Page) -> None:
    """Nothing that the probes know is wrong with this page, wide or narrow."""
    assert violations(page) == []
    assert nameless(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert wide(page) == []
    assert small(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})


def write(page: Page, fields: dict[str, str]) -> None:
    """Fill fields by their whole labels."""
    for label, value in fields.items():
        page.get_by_label(label, exact=True).fill(value)


def go(page: Page, room: str) -> None:
    page.get_by_role("navigation", name="Teile der Veranstaltung").get_by_role("link", name=room).click()


def set_up(office: Page) -> None:
    office.get_by_role("link", name="Veranstaltungen").click()
    sound(office)
    office.get_by_role("link", name="Neue Veranstaltung").click()
    office.get_by_role("button", name="Veranstaltung anlegen").click()
    expect(office.get_by_role("alert")).to_contain_text("Bitte geben Sie einen Titel ein.")
    sound(office)
    day = (date.today() + timedelta(weeks=4)).isoformat()
    write(office, {"Titel": "Netzwerktreffen Pegel", "Tag": day, "Ort": "Bürgerhaus", "Zahl der Tische": "6"})
    office.get_by_role("button", name="Veranstaltung anlegen").click()
    expect(office.get_by_role("status")).to_contain_text("angelegt")
    sound(office)


def invite(office: Page) -> None:
    go(office, "Einladung")
    office.get_by_role("button", name="Liste vorschlagen").click()
    write(office, {"Name": "Stadt am Bach"})
    office.get_by_role("button", name="Ergänzen").click()
    expect(office.get_by_role("region", name="Einladungsliste")).to_contain_text("Stadt am Bach")
    sound(office)


def take_in(office: Page, folder: Path) -> None:
    file = folder / "anmeldungen.csv"
    file.write_text(LIST, encoding="utf-8")
    go(office, "Teilnehmende")
    sound(office)
    office.get_by_role("button", name="Vorschau ansehen").click()
    expect(office.get_by_role("alert")).to_contain_text("Bitte wählen Sie eine Datei aus.")
    office.get_by_label("Datei (XLSX oder CSV)").set_input_files(file)
    office.get_by_role("button", name="Vorschau ansehen").click()
    expect(office.locator("main")).to_contain_text("Die Organisation fehlt.")
    sound(office)
    office.get_by_role("group", name="Welches „Homberg“").get_by_role("radio").first.check()
    office.get_by_role("button", name="Liste aufnehmen").click()
    expect(office.get_by_role("heading", name="6 nehmen teil")).to_be_visible()
    sound(office)


def pair(office: Page) -> None:
    go(office, "Paare")
    office.get_by_role("button", name="Paare vorschlagen").click()
    row = office.locator(".pair-row").filter(has_text="Pegelwerk").first
    expect(row).to_contain_text("Gleiche", timeout=PLANNED_MS)
    sound(office)
    row.get_by_role("button", name=re.compile("^Annehmen")).click()
    office.get_by_label("Teilnehmer 1", exact=True).select_option("Schotten")
    office.get_by_label("Teilnehmer 2", exact=True).select_option("Lollar")
    write(office, {"Grund (freiwillig)": "Beide bauen am Bach."})
    office.get_by_role("button", name="Hinzufügen").click()
    expect(office.locator("main")).to_contain_text("Beide bauen am Bach.")
    office.get_by_role("link", name="Als Übersicht").click()
    sound(office)


def plan(office: Page) -> None:
    go(office, "Plan")
    office.get_by_role("button", name="Neu planen").click()
    office.reload()
    expect(office.get_by_role("heading", name="Planung: fertig")).to_be_visible(timeout=PLANNED_MS)
    sound(office)
    office.get_by_role("link", name=re.compile("Fassung 1 ansehen")).click()
    expect(office.locator("main")).to_contain_text("geprüft: keine Regel gebrochen")
    sound(office)
    office.get_by_role("button", name=re.compile("^Festhalten")).first.click()
    expect(office.get_by_role("button", name=re.compile("^Lösen"))).to_have_count(1)
    office.get_by_role("button", name="Zur Prüfung geben").click()
    office.get_by_role("button", name="Veröffentlichen").click()
    expect(office.get_by_role("status")).to_contain_text("Der Plan ist veröffentlicht.")


def print_all(office: Page) -> None:
    go(office, "Druck")
    sound(office)
    with office.expect_download() as download:
        office.get_by_role("link", name="Alles als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    for title in ("Persönliche Blätter", "Tischschilder", "Wandplan", "Empfangsliste"):
        office.get_by_role("link", name=title).click()
        sound(office)
        go(office, "Druck")
    office.get_by_role("button", name="Alles ist gedruckt").click()
    expect(office.locator("main")).to_contain_text("Alles Gedruckte ist aktuell.")


def arrive(first: Page, second: Page) -> None:
    """Two counters check in at once; the page of the second one is older, and nothing is lost."""
    go(first, "Der Tag")
    sound(first)
    second.goto(first.url)
    write(first, {"Wer steht vor Ihnen? (Name, Organisation oder Nummer)": "Lollar", "Ihr Schalter (freiwillig)": "A"})
    first.get_by_role("button", name="Suchen").click()
    first.get_by_role("button", name=re.compile("^Ist da.*Lollar")).click()
    expect(first.get_by_role("status")).to_contain_text("Lollar ist da. Erstes Gespräch:")
    expect(first.get_by_role("searchbox")).to_be_focused()
    for town in ("Lollar", "Fulda"):
        second.get_by_role("button", name=re.compile(f"^Ist da.*{town}")).click()
        expect(second.get_by_role("status")).to_contain_text(f"{town} ist da.")
    expect(second.locator("main")).to_contain_text("Schalter A")
    first.reload()
    expect(first.get_by_role("button", name=re.compile("^Zurücknehmen.*Fulda"))).to_be_visible()


def miss(page: Page) -> None:
    """Somebody has not come: one click, and only what changed is printed again."""
    page.get_by_role("button", name=re.compile("^Nicht erschienen.*Pegelwerk")).click()
    expect(page.locator("main")).to_contain_text("Pegelwerk ist als nicht erschienen vermerkt")
    sound(page)
    go(page, "Druck")
    expect(page.locator("main")).not_to_contain_text("Blatt 2: Fulda")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("geänderten Blätter")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("button", name="Alles ist gedruckt").click()
    expect(page.locator("main")).to_contain_text("Alles Gedruckte ist aktuell.")


def walk_in(office: Page) -> None:
    go(office, "Der Tag")
    office.get_by_role("link", name="Spontaner Gast").click()
    sound(office)
    write(office, {"Organisation": "Gießen", "Anliegen oder Angebot": LIGHT})
    office.get_by_role("button", name="Anmelden und Gespräche suchen").click()
    office.get_by_role("button", name=re.compile("^Einplanen.*Gießen mit Lichtwerk")).first.click()
    expect(office.get_by_role("status")).to_contain_text("Das Gespräch steht im Plan.")
    go(office, "Der Tag")
    office.get_by_role("link", name="Uhr für die Leinwand").click()
    expect(office.locator("#says")).to_contain_text("bis Runde 1")
    expect(office.get_by_role("timer")).to_contain_text("Tage")
    sound(office)


def think_of_less(office: Page) -> None:
    """Before rounds go, the page says whom it hits."""
    go(office, "Überblick")
    office.get_by_role("link", name="Einrichten", exact=True).click()
    write(office, {"Zahl der Runden": "1"})
    office.get_by_role("button", name="Speichern").click()
    expect(office.get_by_role("region", name=re.compile("^Das trifft"))).to_contain_text("Wer davon erfahren muss")
    sound(office)


def test_from_an_empty_desk_to_the_report(site: Site, tmp_path: Path) -> None:
    with site.office() as office, site.office() as other:
        set_up(office)
        invite(office)
        take_in(office, tmp_path)
        pair(office)
        plan(office)
        print_all(office)
        arrive(office, other)
        miss(other)
        walk_in(office)
        think_of_less(office)
        go(office, "Danach")
        expect(office.locator("main")).to_contain_text("davon 1 spontan")
        sound(office)


def test_every_page_of_an_event_is_sound_and_shows_the_focus_at_each_stop(site: Site, tmp_path: Path) -> None:
    addresses = every_page(site, tmp_path)
    assert len(addresses) >= EVERY_PAGE
    with site.office() as office:
        for address in addresses:
            answer = office.goto(address)
            assert answer is not None
            assert (answer.status, address) == (200, address)
            assert (violations(office), nameless(office), address) == ([], [], address)
            office.evaluate(FROM_MAIN)
            stops, faults = focus_faults(office, STOPS)
            assert (faults, address) == ([], address)
            assert stops > 0


def every_page(site: Site, folder: Path) -> list[str]:
    """The address of each page of an event that there is, for a published event that is over."""
    fair = held(site.shop.service.events)
    fair.publish()
    lollar = fair.seat("Lollar").id
    token = fair.events.links.give(lollar)
    waiting = folder / "weitere.csv"
    waiting.write_text(LIST, encoding="utf-8")
    given = {"event": fair.id, "id": lollar, "version": 1, "batch": fair.events.intake.preview(fair.id, waiting).id}
    adapter = site.app.url_map.bind("localhost")
    rules = [rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and is_page(rule.rule)]
    wanted = [
        (rule, {**given, "view": view}) for rule in rules for view in (PARTS if "view" in rule.arguments else [""])
    ]
    found = [adapter.build(rule.endpoint, {name: each[name] for name in rule.arguments}) for rule, each in wanted]
    return [*found, f"/teilnahme/{token}", f"/rueckblick/{token}"]


def is_page(rule: str) -> bool:
    """Whether an address shows something of an event, and gives no file."""
    return rule.startswith("/buero/veranstaltungen") and "." not in rule
