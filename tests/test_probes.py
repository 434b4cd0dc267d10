"""A check that cannot fail is no check: each fault planted into a sound page must be found by its probe."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests import probes
from tests.browser import LookAt

PAGE = "/suche?q=Sensor&art=practice&art=need"
RENAME = """document.querySelectorAll('h2, h3').forEach(h => {
  const n = document.createElement('h4'); n.textContent = h.textContent; h.replaceWith(n); })"""
LINK = (
    "document.querySelector('.hit p + p, .hit p').innerHTML += ' Mehr dazu <a href=\"/x\">auf der Seite</a> der Stadt.'"
)
TWIN = "document.querySelectorAll('.hit h3 a').forEach(a => { a.textContent = 'Mehr'; })"

Probe = Callable[[Page], object]


def focus(page: Page) -> list[str]:
    return probes.focus_faults(page, most=12)[1]


CASES: dict[str, tuple[Probe, str, str]] = {
    "label gone": (probes.violations, "document.querySelector('label[for=q]').remove()", ""),
    "placeholder as label": (
        probes.nameless,
        "document.querySelector('label[for=q]').remove(); q.placeholder = 'Suche'",
        "",
    ),
    "faint text": (probes.violations, "", ".note { color: #999 !important }"),
    "heading jump": (probes.violations, RENAME, ""),
    "language gone": (probes.violations, "document.documentElement.removeAttribute('lang')", ""),
    "link told by colour alone": (
        probes.violations,
        LINK,
        "a { text-decoration: none !important; color: #14304a !important }",
    ),
    "outline removed": (focus, "", "*:focus { outline: none !important; box-shadow: none !important }"),
    "Bootstrap's own ring": (
        focus,
        "",
        "*:focus { outline: 0 !important; box-shadow: 0 0 0 .25rem rgba(13, 110, 253, .25) !important }",
    ),
    "ring in the colour of the ground": (focus, "", ":root { --ring: #fff !important; --ring-gap: #fff !important }"),
    "fixed width": (probes.wide, "", "main { min-width: 90rem }"),
    "text cut off": (
        probes.cut,
        "",
        ".hit h3 a { display: block; width: 3rem; overflow: hidden; white-space: nowrap }",
    ),
    "small targets": (
        probes.small,
        "",
        ".btn, .chip { min-height: 0 !important; padding: 0 !important; font-size: .6rem !important }",
    ),
    "links that read alike": (probes.twins, TWIN, ""),
    "controls on paper": (probes.paper_faults, "", ".band nav { display: block !important }"),
    "white text on paper": (probes.paper_faults, "", ".hit p { color: #fff !important }"),
    "tick as a picture": (
        probes.fill_faults,
        "",
        ".form-check .form-check-input { appearance: none; border: 1px solid } :checked { background: #00546e }",
    ),
    "badge told by fill": (
        probes.fill_faults,
        "document.querySelector('.hit').innerHTML += '<span class=badge>neu</span>'",
        ".badge { border: 0 !important }",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_planted_fault_is_found(look_at: LookAt, name: str) -> None:
    probe, script, css = CASES[name]
    look = "forced-light" if probe is probes.fill_faults else "light"
    assert not probe(look_at(PAGE, look=look))
    page = look_at(PAGE, look=look)
    page.evaluate("() => {" + script + "}")
    probes.style(page, css)
    assert probe(page)


def test_inline_style_and_script_are_found() -> None:
    for html in ('<p style="color:red">', "<script>alert(1)</script>", '<a onclick="x()">', "<style>a{}</style>"):
        assert probes.inline(html)
    assert not probes.inline('<script src="/static/app.js" defer></script><p class="style">onset = 3</p>')
