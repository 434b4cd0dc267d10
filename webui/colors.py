"""The accent of the site: from one colour of the settings to every shade the theme needs, each with enough contrast."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass

WHITE, PAPER_DARK, INK_DARK = "#ffffff", "#0f181f", "#06212b"
READABLE = 7.0  # text, twice: WCAG 1.4.6, so that the tinted ground still leaves 4.5
ON_BAND = 7.0
STEP = 0.01  # of lightness
STRAIGHT = 0.03928  # below it the curve of sRGB is a straight line (WCAG 2.2)


def luminance(color: str) -> float:
    """Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2, definition "relative luminance")."""
    red, green, blue = (_linear(part) for part in _rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2, definition "contrast ratio")."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Shades:
    """The accent in its roles: text and edges, hover, tinted ground, text on it, the band of the header."""

    accent: str
    strong: str
    tint: str
    on_accent: str
    band: str
    on_band_soft: str


def light(accent: str) -> Shades:
    """Shades on white paper; an accent too pale to be read is darkened until it is not."""
    readable = _until(accent, against=WHITE, least=READABLE, step=-STEP)
    return Shades(
        accent=readable,
        strong=_moved(readable, -0.06),
        tint=_with_lightness(accent, 0.92),
        on_accent=WHITE,
        band=readable,
        on_band_soft=_with_lightness(accent, 0.90),
    )


def dark(accent: str) -> Shades:
    """Shades on dark paper: the accent lightened until it reads, the band darkened so that it rests."""
    readable = _until(_with_lightness(accent, 0.6), against=PAPER_DARK, least=READABLE + 3, step=STEP)
    return Shades(
        accent=readable,
        strong=_moved(readable, 0.1),
        tint=_with_lightness(accent, 0.16),
        on_accent=INK_DARK,
        band=_until(_with_lightness(accent, 0.13), against=WHITE, least=ON_BAND, step=-STEP),
        on_band_soft=_with_lightness(accent, 0.90),
    )


def stylesheet(accent: str) -> str:
    """The accent as CSS variables for both looks; paper keeps the light ones."""
    return (
        f":root{{{_declarations(light(accent))}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_declarations(dark(accent))}}}}}"
    )


def _declarations(shades: Shades) -> str:
    return "".join(f"--{name.replace('_', '-')}:{value};" for name, value in vars(shades).items())


def _rgb(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= STRAIGHT else float(((part + 0.055) / 1.055) ** 2.4)


def _with_lightness(color: str, lightness: float) -> str:
    hue, _, saturation = colorsys.rgb_to_hls(*_rgb(color))
    parts = colorsys.hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), min(saturation, 0.65))
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _moved(color: str, by: float) -> str:
    return _with_lightness(color, colorsys.rgb_to_hls(*_rgb(color))[1] + by)


def _until(color: str, against: str, least: float, step: float) -> str:
    """Walk the lightness until the contrast is reached; black and white end the walk."""
    lightness = colorsys.rgb_to_hls(*_rgb(color))[1]
    while contrast(color, against) < least and 0 <= lightness + step <= 1:
        lightness += step
        color = _with_lightness(color, lightness)
    return color
