"""How alike two records are, in a German sentence."""

from __future__ import annotations

from indexer import Likeness

HUNDRED = 100


def likeness_words(alike: Likeness) -> str:
    """Titel zu 95 von 100 gleich, Text zu 82 von 100; gemeinsame Kommune; verschiedene Quellen."""
    title = f"Titel zu {round(alike.title * HUNDRED)} von 100 gleich"
    text = (
        f"Text zu {round(alike.text * HUNDRED)} von 100" if alike.text is not None else "zu wenig Text zum Vergleichen"
    )
    common = "gemeinsame Kommune" if alike.places else "keine gemeinsame Kommune"
    rest = [
        "derselbe Anbieter" if alike.provider else "",
        "dieselbe Quelle" if alike.address else "verschiedene Quellen",
        "" if alike.years else "verschiedene Jahre",
        "" if alike.numbers else "verschiedene Zahlen im Titel",
    ]
    return "; ".join(filter(None, (f"{title}, {text}", common, *rest)))
