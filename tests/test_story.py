"""One municipality's way through the site, in a real browser, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import CHALLENGE, TOWN, LookAt
from tests.probes import violations

ADDRESS = re.compile(r"/anliegen/[\w-]{20,}$")


def ask(page: Page, text: str = CHALLENGE, town: str = TOWN) -> None:
    page.get_by_label("Woran arbeitet Ihre Kommune?").fill(text)
    page.get_by_label("Ihre Kommune (freiwillig)").fill(town)
    page.get_by_role("button", name="Passende Kontakte finden").click()


def test_a_municipality_finds_somebody_to_call_without_script(look_at: LookAt) -> None:
    page = look_at("/", look="no-script")
    ask(page)
    expect(page).to_have_url(ADDRESS)
    expect(page.get_by_role("heading", name="So haben wir Sie verstanden")).to_be_visible()
    expect(page.locator("blockquote")).to_have_text(CHALLENGE)
    first = page.locator("#treffer-1")
    expect(first.get_by_role("heading", level=3)).to_be_visible()
    first.get_by_role("link", name="Kontakt aufnehmen").click()
    expect(page.get_by_label("Ihre Nachricht")).to_have_value(re.compile("Guten Tag"))


def test_a_topic_is_taken_out_and_brought_back(look_at: LookAt, kept: str) -> None:
    page = look_at(kept, look="no-script")
    chip = page.locator(".chip:not(.chip-add)").first
    topic = chip.inner_text().replace("×", "").replace("entfernen", "").strip()
    chip.click()
    assert "ohne=" in page.url
    offered = page.locator(".chip-add", has_text=topic)
    expect(offered).to_be_visible()
    offered.click()
    expect(page.locator(".chip:not(.chip-add)", has_text=topic)).to_be_visible()


def test_the_three_lists_are_links_and_keep_the_chosen_topics(look_at: LookAt, kept: str) -> None:
    page = look_at(kept, look="no-script")
    page.locator(".chip:not(.chip-add)").first.click()
    views = page.get_by_role("navigation", name="Trefferlisten")
    views.get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(r"/anbieter\?ohne="))
    expect(views.locator("[aria-current=page]")).to_contain_text("Anbieter")


def test_a_challenge_is_changed_and_deleted(look_at: LookAt) -> None:
    page = look_at("/", look="no-script")
    ask(page)
    before = page.url
    page.get_by_role("link", name="Text oder Kommune ändern").click()
    expect(page.get_by_label("Ihre Kommune (freiwillig)")).to_have_value(TOWN)
    page.get_by_label("Woran arbeitet Ihre Kommune?").fill("Straßenlaternen brennen die ganze Nacht.")
    page.get_by_role("button", name="Neu suchen").click()
    expect(page.locator("blockquote")).to_have_text("Straßenlaternen brennen die ganze Nacht.")
    after = page.url
    page.get_by_role("button", name="Anliegen jetzt löschen").click()
    expect(page.get_by_role("heading", name="Ihr Anliegen ist gelöscht")).to_be_visible()
    for address in (before, after):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404


def test_two_hombergs_are_asked_about(look_at: LookAt) -> None:
    page = look_at("/", look="no-script")
    ask(page, town="Homberg")
    expect(page.get_by_role("alert")).to_contain_text("Homberg")
    assert page.title().startswith("Fehler")
    expect(page.get_by_label("Woran arbeitet Ihre Kommune?")).to_have_value(CHALLENGE)
    page.get_by_role("radio", name=re.compile("Ohm")).check()
    page.get_by_role("button", name="Passende Kontakte finden").click()
    expect(page.locator(".understood")).to_contain_text("Homberg (Ohm)")


def test_faults_lead_to_their_field(look_at: LookAt) -> None:
    page = look_at("/")
    page.get_by_role("button", name="Passende Kontakte finden").click()
    assert page.title().startswith("Fehler")
    assert violations(page) == []
    page.get_by_role("alert").get_by_role("link").first.click()
    field = page.locator(":focus")
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert [page.locator(f"#{name}").count() for name in described] == [1] * len(described)


@pytest.mark.parametrize("look", ["light", "dark", "forced-light"])
def test_the_combobox_is_worked_by_keyboard(look_at: LookAt, look: str) -> None:
    page = look_at("/", look=look)
    field = page.get_by_role("combobox")
    field.press_sequentially("Homb")
    page.get_by_role("option").first.wait_for()
    expect(field).to_have_attribute("aria-expanded", "true")
    assert "Vorschläge" in page.get_by_role("status").inner_text()
    plain = page.get_by_role("option").first.screenshot()
    field.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert page.get_by_role("option").first.screenshot() != plain
    if not look.startswith("forced"):  # there axe mixes the author's colours with the system's
        assert violations(page) == []
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("Homb")
    field.press_sequentially("erg")
    page.get_by_role("option").first.wait_for()
    field.press("ArrowUp")
    value = chosen.get_attribute("data-value") or ""
    field.press("Enter")
    expect(field).to_have_value(value)
    assert page.url.endswith("/")


def test_a_picked_homberg_is_not_asked_about_again(look_at: LookAt) -> None:
    page = look_at("/")
    page.get_by_label("Woran arbeitet Ihre Kommune?").fill(CHALLENGE)
    page.get_by_role("combobox").press_sequentially("Homberg (O")
    page.get_by_role("option", name=re.compile("Ohm")).click()
    page.get_by_role("button", name="Passende Kontakte finden").click()
    expect(page).to_have_url(ADDRESS)
    expect(page.locator(".understood")).to_contain_text("Homberg (Ohm)")


def test_a_search_is_narrowed_and_leads_on_to_a_challenge(look_at: LookAt) -> None:
    page = look_at("/suche", look="no-script")
    page.get_by_label("Suchwort").fill("Starkregen")
    page.get_by_role("button", name="Suchen").click()
    total = page.locator("#found").inner_text()
    page.locator("#filter input[name=stand]").first.check()
    page.get_by_role("button", name="Filter anwenden").click()
    assert page.locator("#found").inner_text() != total
    page.locator(".chip").first.click()
    expect(page.locator("#found")).to_have_text(total)
    page.get_by_label("Suchwort").fill("Quastenflosser")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("button", name="Mit diesem Suchwort beginnen").click()
    expect(page).to_have_url(ADDRESS)
