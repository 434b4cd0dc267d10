"""Whatever accent an office sets, its shades can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webui.colors import PAPER_DARK, WHITE, contrast, dark, light, stylesheet

ACCENTS = st.tuples(*[st.integers(0, 255)] * 3).map(lambda rgb: "#{:02x}{:02x}{:02x}".format(*rgb))
TEXT, EDGE = 4.5, 3.0


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(ACCENTS)
def test_light_shades_can_be_read(accent: str) -> None:
    shades = light(accent)
    assert contrast(shades.accent, WHITE) >= TEXT
    assert contrast(shades.strong, WHITE) >= TEXT
    assert contrast(shades.accent, shades.tint) >= TEXT
    assert contrast(shades.on_accent, shades.accent) >= TEXT
    assert contrast(shades.on_band_soft, shades.band) >= TEXT


@given(ACCENTS)
def test_dark_shades_can_be_read(accent: str) -> None:
    shades = dark(accent)
    assert contrast(shades.accent, PAPER_DARK) >= TEXT
    assert contrast(shades.strong, PAPER_DARK) >= TEXT
    assert contrast(shades.accent, shades.tint) >= TEXT
    assert contrast(shades.on_accent, shades.accent) >= TEXT
    assert contrast(WHITE, shades.band) >= TEXT
    assert contrast(shades.on_band_soft, shades.band) >= TEXT


def test_the_stylesheet_names_every_role_for_both_looks() -> None:
    css = stylesheet("#00546e")
    roles = ("--accent:", "--strong:", "--tint:", "--on-accent:", "--band:", "--on-band-soft:")
    assert [css.count(role) for role in roles] == [2] * len(roles)
    assert "prefers-color-scheme:dark" in css
