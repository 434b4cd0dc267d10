"""Signing in, inviting and signing out in a real browser, with and without JavaScript; and how those pages look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import HEIGHT, LOOKS, PATIENCE_MS
from tests.people import PASSWORD, keeper_of, somebody
from tests.probes import cut, fill_faults, focus_faults, inline, nameless, small, twins, violations, wide
from webui.accounts import Role

NEW = "Sieben Brücken, ein Fluss"
Open = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser, base: str) -> Iterator[Open]:
    """Open a path in a browser of its own, so that nobody else is signed in."""
    contexts: list[BrowserContext] = []

    def open_page(path: str, look: str = "light", width: int = 1280) -> Page:
        context = chromium.new_context(base_url=base, reduced_motion="reduce", **LOOKS[look])
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


def enter(page: Page, mailbox: str, password: str = PASSWORD) -> None:
    page.get_by_label("E-Mail-Adresse").fill(mailbox)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()


@pytest.mark.parametrize("look", ["light", "no-script"])
def test_the_office_signs_in_invites_a_municipality_and_leaves(app: Flask, visit: Open, look: str) -> None:
    office, mailbox = somebody(app, "geschaeftsstelle"), f"neu-{look}@stadt.example"
    page = visit("/buero/zugaenge", look)
    expect(page.get_by_role("status")).to_contain_text("Bitte melden Sie sich an.")
    enter(page, office.mailbox, "falsch")
    expect(page.get_by_role("alert")).to_contain_text("Adresse oder Passwort stimmt nicht.")
    assert page.title().startswith("Fehler")
    enter(page, office.mailbox)
    expect(page.get_by_role("heading", name="Zugänge")).to_be_visible()
    page.get_by_label("E-Mail-Adresse").fill(mailbox)
    page.get_by_label("Zugang für").select_option("kommune")
    page.get_by_label("Kommune", exact=True).fill("Schotten")
    page.get_by_role("button", name="Einladung erstellen").click()
    link = page.get_by_label("Link").input_value()
    guest_chooses_a_password(visit(link, look))
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()
    answer = page.goto("/buero")
    assert answer is not None
    assert answer.status == 401


def guest_chooses_a_password(guest: Page) -> None:
    guest.get_by_label("Neues Passwort", exact=True).fill(NEW)
    guest.get_by_label("Neues Passwort noch einmal").fill(NEW)
    guest.get_by_role("button", name="Passwort speichern und anmelden").click()
    expect(guest.get_by_role("link", name="Konto")).to_be_visible()
    expect(guest.get_by_role("link", name="Büro")).to_have_count(0)


def test_a_public_page_leaves_no_cookie_in_the_browser(visit: Open) -> None:
    page = visit("/")
    for path in ("/suche?q=Bach", "/anmelden", "/buero"):
        page.goto(path)
    assert page.context.cookies() == []


def test_the_operation_sees_runs_and_sources(app: Flask, visit: Open) -> None:
    page = visit("/anmelden")
    enter(page, somebody(app, "betrieb").mailbox)
    expect(page).to_have_url(re.compile("/betrieb$"))
    for heading in ("Zustand", "Quellen", "Läufe"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert "@" not in page.get_by_role("main").inner_text()


PAGES: list[tuple[str, Role | None]] = [
    ("/anmelden", None),
    ("/buero/zugaenge", None),
    ("/abgemeldet", None),
    ("/einladung/{link}", None),
    ("/konto", "kommune"),
    ("/buero", "geschaeftsstelle"),
    ("/buero/zugaenge", "geschaeftsstelle"),
    ("/betrieb", "betrieb"),
]


@pytest.mark.parametrize(("path", "role"), PAGES)
def test_every_page_of_the_door_can_be_read_and_worked_by_everybody(
    app: Flask, visit: Open, path: str, role: Role | None
) -> None:
    page = visit("/anmelden")
    if role:
        enter(page, somebody(app, role).mailbox)
    invited = keeper_of(app).invitations.make(somebody(app, "betrieb").id, "password", None)
    page.goto(path.format(link=invited))
    assert violations(page) == []
    assert nameless(page) == twins(page) == inline(page.content()) == []
    stops, faults = focus_faults(page)
    assert stops > 8
    assert faults == []
    page.set_viewport_size({"width": 320, "height": HEIGHT})
    assert wide(page) == cut(page) == small(page) == []
    assert violations(page) == []


@pytest.mark.parametrize("look", ["dark", "forced-light", "forced-dark"])
def test_focus_and_current_page_show_in_every_look(app: Flask, visit: Open, look: str) -> None:
    page = visit("/anmelden", look)
    assert fill_faults(page) == []
    enter(page, somebody(app, "geschaeftsstelle").mailbox)
    page.goto("/buero/zugaenge")
    assert focus_faults(page)[1] == []
