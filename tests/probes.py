"""What the tests of the look measure. Each probe takes a page and returns what is wrong with it, so that planted faults
can be put to the very same probe (test_probes.py)."""

from __future__ import annotations

import io
import re
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from webui.colors import contrast

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
LEAST_CONTRAST = 3  # of what changes when something is focused (WCAG 2.4.13)
LEAST_INK = 12  # text on paper
MARGIN = 8  # pixels around an element, where its ring is drawn
STOPS = 150

STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  e.dataset.stop ??= String(document.querySelectorAll('[data-stop]').length + 1);
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  let ground = e;
  const clear = e => getComputedStyle(e).backgroundColor === 'rgba(0, 0, 0, 0)';
  while (ground.parentElement && clear(ground)) ground = ground.parentElement;
  return {stop: e.dataset.stop, name: e.tagName + ' ' + (e.id || e.textContent.trim().slice(0, 30)),
          kind: [e.tagName, e.type, e.className, style.display, getComputedStyle(ground).backgroundColor].join(' '),
          line: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
          x: box.x, y: box.y, width: box.width, height: box.height};
}"""
WIDE = """() => {
  const out = [], limit = document.documentElement.clientWidth + 1;
  if (document.documentElement.scrollWidth <= limit) return out;
  for (const e of document.querySelectorAll('body *')) {
    const box = e.getBoundingClientRect();
    if (box.right > limit && box.width) out.push(e.tagName + '.' + e.className + ' to ' + Math.round(box.right));
  }
  return [...out, 'page ' + document.documentElement.scrollWidth + ' wide'];
}"""
CUT = """() => [...document.querySelectorAll('a, button, summary, label, .badge, dd, h1, h2, h3')]
  .filter(e => !e.closest('.visually-hidden, .visually-hidden-focusable'))
  .filter(e => getComputedStyle(e).overflow !== 'visible' && e.scrollWidth > e.clientWidth + 2)
  .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40))"""
SMALL = """() => [...document.querySelectorAll('a, button, input, textarea, summary')].filter(e => {
  const box = e.getBoundingClientRect(), inText = e.tagName === 'A' && getComputedStyle(e).display === 'inline';
  const hidden = e.closest('.visually-hidden, .visually-hidden-focusable');
  const small = ['checkbox', 'radio'].includes(e.type);
  return box.width && box.height < 40 && !inText && !hidden && !small;
}).map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 30))"""
NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(e => ![...e.labels].some(l => l.textContent.trim() && (l.checkVisibility() || !e.checkVisibility())))
  .map(e => e.name || e.id)"""
TWINS = """() => {
  const spoken = e => e.textContent.trim().replace(/\\s+/g, ' ');
  const names = [...document.querySelectorAll('main ol a, main ol summary')].map(spoken);
  return names.filter((name, i) => names.indexOf(name) !== i);
}"""
ON_PAPER = """() => {
  const visible = what => [...document.querySelectorAll(what)].filter(e => e.checkVisibility());
  const body = getComputedStyle(document.body), white = e => getComputedStyle(e).color === 'rgb(255, 255, 255)';
  return {
    colors: [body.backgroundColor, body.color],
    controls: visible('.btn, summary, header nav, footer nav, input').map(e => e.className),
    faint: visible('main *').filter(e => e.textContent.trim() && white(e)).map(e => e.className),
  };
}"""
BORDERS = """() => {
  const border = (e, side) => getComputedStyle(e)[`border${side}Width`] + getComputedStyle(e)[`border${side}Color`];
  const sides = e => ['Top', 'Right', 'Bottom', 'Left'].map(side => border(e, side)).join();
  return [...document.querySelectorAll('nav')]
    .map(nav => [nav.querySelector('[aria-current]'), nav.querySelector('a:not([aria-current])')])
    .filter(([here, there]) => here && there).map(pair => pair.map(sides));
}"""
FLAT_BADGES = """() => [...document.querySelectorAll('.badge')]
  .filter(badge => parseFloat(getComputedStyle(badge).borderTopWidth) < 1).length"""
INLINE = re.compile(r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE)

Box = dict[str, float]


def violations(page: Page) -> list[str]:
    """Rules of WCAG A and AA and best practice that axe finds broken."""
    page.wait_for_load_state("networkidle")  # a click may still be on its way to the next page
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]} ({len(each['nodes'])})" for each in found]


def wide(page: Page) -> list[str]:
    """What reaches beyond the right edge, so that the page scrolls sideways."""
    return list(page.evaluate(WIDE))


def cut(page: Page) -> list[str]:
    """Text that its own box cuts off."""
    return list(page.evaluate(CUT))


def small(page: Page) -> list[str]:
    """Targets that are hard to hit; links within text, boxes and radio buttons apart."""
    return list(page.evaluate(SMALL))


def nameless(page: Page) -> list[str]:
    """Fields without a visible label; axe takes a placeholder for a name."""
    return list(page.evaluate(NAMELESS))


def twins(page: Page) -> list[str]:
    """Links of a list that are read out alike."""
    return list(page.evaluate(TWINS))


def inline(html: str) -> list[str]:
    """Style or script written into the page."""
    return INLINE.findall(html)


def shot(page: Page, clip: Box) -> Image.Image:
    """A picture of one place."""
    return Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB")  # type: ignore[arg-type]  # a FloatRect is this dict


def pixels(picture: Image.Image) -> list[tuple[int, ...]]:
    """Red, green and blue of each pixel."""
    raw = picture.tobytes()
    return [tuple(raw[at : at + 3]) for at in range(0, len(raw), 3)]


def color(pixel: tuple[int, ...]) -> str:
    return "#" + "".join(f"{part:02x}" for part in pixel)


def changed(before: Image.Image, after: Image.Image) -> int:
    """How many pixels of two pictures of one place differ by 3:1 or more."""
    pairs: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    for pair in zip(pixels(before), pixels(after), strict=False):
        if pair[0] != pair[1]:
            pairs[pair] = pairs.get(pair, 0) + 1
    return sum(count for (a, b), count in pairs.items() if contrast(color(a), color(b)) >= LEAST_CONTRAST)


def focus_faults(page: Page, most: int = STOPS) -> tuple[int, list[str]]:
    """Walk with Tab: how many stops, and which of them do not show that they have the focus.

    Every stop must draw a line. The first stop of each kind (element, class, ground) is measured in pictures with and
    without focus, as WCAG 2.4.13 measures: what changes by 3:1 makes up at least a line of one pixel around it.
    """
    seen: set[str] = set()
    kinds: set[str] = set()
    faults = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["stop"] in seen:
            break
        seen.add(stop["stop"])
        if not stop["line"] or (stop["kind"] not in kinds and not shows(page, stop)):
            faults.append(stop["name"])
        kinds.add(stop["kind"])
    return len(seen), faults


def shows(page: Page, stop: dict[str, Any]) -> bool:
    """Whether a picture of the focused element differs enough from one without focus."""
    size = page.viewport_size or {"width": 0, "height": 0}
    x, y = max(stop["x"] - MARGIN, 0), max(stop["y"] - MARGIN, 0)
    width = min(stop["width"] + 2 * MARGIN, size["width"] - x)
    height = min(stop["height"] + 2 * MARGIN, size["height"] - y)
    if width <= 0 or height <= 0:
        return False  # outside the window: nobody sees it
    clip = {"x": x, "y": y, "width": width, "height": height}
    with_focus = shot(page, clip)
    page.evaluate("document.activeElement.blur()")  # the next Tab goes on from here
    return changed(shot(page, clip), with_focus) >= min(2 * (stop["width"] + stop["height"]), width + height)


def paper_faults(page: Page) -> list[str]:
    """What would be wrong on paper: dark ground, controls, white text on fills that printers leave out."""
    page.emulate_media(media="print")
    found = page.evaluate(ON_PAPER)
    ground, ink = (color(tuple(map(int, re.findall(r"\d+", each)[:3]))) for each in found["colors"])
    faults = [f"control {name}" for name in found["controls"]] + [f"faint {name}" for name in found["faint"]]
    if ground != "#ffffff" or contrast(ground, ink) < LEAST_INK:
        faults.append(f"{ink} on {ground}")
    return faults


def fill_faults(page: Page) -> list[str]:
    """State that is told by a fill alone and so vanishes in forced colours: current links, ticked boxes, badges."""
    faults = ["current link"] if any(here == there for here, there in page.evaluate(BORDERS)) else []
    if page.evaluate(FLAT_BADGES):
        faults.append("badge")
    box = page.locator("input[type=checkbox]").first
    if box.count():
        box.scroll_into_view_if_needed()
        clip = box.bounding_box()
        before = shot(page, dict(clip or {}))
        box.evaluate("e => { e.checked = !e.checked; e.blur(); }")
        if changed(before, shot(page, dict(clip or {}))) < 30:  # a tick of 1.35rem has more
            faults.append("checkbox")
    return faults


def style(page: Page, css: str) -> None:
    """Add a rule in the way that the content security policy allows."""
    page.evaluate(
        "css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s); }", css
    )
