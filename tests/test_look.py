"""Walks over the pages as people do: axe, Tab, 320 px, larger text, forced colours, paper, a quiet console."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.browser import LookAt
from tests.probes import (
    cut,
    fill_faults,
    focus_faults,
    inline,
    nameless,
    paper_faults,
    small,
    style,
    twins,
    violations,
    wide,
)

PAGES = {
    "start": "/",
    "peers": "{kept}",
    "providers": "{kept}/anbieter",
    "joint": "{kept}/gemeinsam",
    "edit": "{kept}/aendern",
    "publish": "{kept}/veroeffentlichen",
    "task": "{kept}/aufgabe",
    "message": "/kontakt/p001",
    "search": "/suche?q=Sensor&art=practice&art=need&stand=Betrieb",
    "nothing": "/suche?q=Quastenflosser",
    "record": "/eintrag/p001",
    "municipality": "/kommune/06440004",
    "ranking": "/so-wird-gerankt",
    "missing": "/gibt-es-nicht",
}
TELLING = ("start", "peers", "search")  # together they hold every kind of control
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    "p { margin-bottom: 2em !important }"
)  # WCAG 1.4.12
DOUBLED = ":root { font-size: 225% !important }"  # WCAG 1.4.4: twice the 112.5 % of a wide window
BUDGET = 24_000  # bytes on the wire, first visit


@pytest.fixture(params=PAGES)
def path(request: pytest.FixtureRequest, kept: str) -> str:
    return PAGES[request.param].format(kept=kept)


@pytest.fixture(params=TELLING)
def telling(request: pytest.FixtureRequest, kept: str) -> str:
    return PAGES[request.param].format(kept=kept)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing(look_at: LookAt, path: str, look: str) -> None:
    page = look_at(path, look=look)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 900})
    assert violations(page) == []


def test_every_stop_shows_its_focus(look_at: LookAt, path: str) -> None:
    stops, faults = focus_faults(look_at(path))
    assert stops > 8
    assert faults == []


@pytest.mark.parametrize("look", ["dark", "forced-light", "forced-dark"])
def test_focus_shows_in_every_look(look_at: LookAt, telling: str, look: str) -> None:
    stops, faults = focus_faults(look_at(telling, look=look))
    assert stops > 8
    assert faults == []


def test_nothing_scrolls_sideways_and_targets_are_big(look_at: LookAt, path: str) -> None:
    page = look_at(path)
    for width in (1280, 1000, 640, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert wide(page) == []
        assert small(page) == []


def test_text_may_be_spaced_and_doubled(look_at: LookAt, path: str) -> None:
    page = look_at(path, width=320)
    style(page, SPACING)
    assert wide(page) + cut(page) == []
    page = look_at(path)
    style(page, DOUBLED)
    assert wide(page) == []


def test_every_field_has_a_visible_label_and_no_two_links_of_a_list_read_alike(look_at: LookAt, path: str) -> None:
    page = look_at(path)
    assert nameless(page) == []
    assert twins(page) == []


def test_paper_is_white_and_has_no_controls(look_at: LookAt, path: str) -> None:
    """Printed from a dark desktop, the harder case."""
    assert paper_faults(look_at(path, look="dark")) == []


@pytest.mark.parametrize("look", ["forced-light", "forced-dark"])
def test_forced_colours_keep_state(look_at: LookAt, telling: str, look: str) -> None:
    assert fill_faults(look_at(telling, look=look)) == []


def test_a_first_visit_is_small_quiet_and_asks_nobody_else(chromium: Browser, base: str, path: str) -> None:
    """A breach of the content security policy is told on the console. The context is fresh: nothing is cached."""
    context = chromium.new_context()
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  # playwright refuses builtins
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(base + path, wait_until="networkidle")
    weight = sum(each.sizes()["responseBodySize"] for each in asked)
    foreign = [each.url for each in asked if not each.url.startswith((base, "data:"))]
    cookies = context.cookies()
    context.close()
    said = [each for each in said if "404" not in each]  # the browser tells the status of the missing page
    assert (foreign, said, cookies) == ([], [], [])
    assert 10_000 < weight < BUDGET


def test_no_style_or_script_is_written_into_a_page(client: FlaskClient, path: str) -> None:
    assert inline(client.get(path).text) == []
