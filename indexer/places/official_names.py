"""How the official files write a municipality's name, and how it is read."""

from __future__ import annotations

import re

# Bavaria writes its towns and markets in letters: "Neuburg a.d.Donau, GKSt".
TITLE_LETTERS = {"St": "Stadt", "M": "Markt", "GKSt": "Große Kreisstadt", "Krst.": "Kreisstadt"}
# Some names carry their title before the bilingual part: "Weißwasser/O.L., Stadt / Běła Woda".
BILINGUAL = " / "


def split_official_name(written: str) -> tuple[str, str]:
    """Split "Bad Hersfeld, Kreisstadt" into name and title; a second language stays with the name."""
    head, _, title = " ".join(written.split()).partition(",")
    title, _, other = title.strip().partition(BILINGUAL)
    name = f"{head}{BILINGUAL}{other}" if other else head
    titles = [TITLE_LETTERS.get(word.strip(), word.strip()) for word in title.split(",")]
    return name.strip(), ", ".join(word for word in titles if word)


def is_ags(text: str) -> bool:
    """Whether a text has the shape of a municipality key."""
    return re.fullmatch(r"(0[1-9]|1[0-6])\d{6}", text) is not None
