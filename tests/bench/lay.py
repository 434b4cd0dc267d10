"""Twelve challenges in people's own words, asked of the sample: the first hits with their reasons, to be read aloud."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from indexer import Settings, follow_with_vectors, reindex
from matcher import Hit, Match
from tests.bench.challenges import SAMPLE, settings_for
from webui.opening import open_all

SENDER = "06534010"  # a town of 12,500 inhabitants, so that likeness has something to say

LAY = {
    "Falschparker": "Die Feuerwehr kommt wegen Falschparkern in der Altstadt nicht durch.",
    "Laternen": "Bei uns brennen die Laternen die ganze Nacht, das kostet zu viel Strom.",
    "Wasseruhren": "Unsere Leute laufen jedes Jahr von Haus zu Haus und lesen die Wasseruhren ab.",
    "leere Läden": "In der Ortsmitte stehen immer mehr Läden leer, und keiner weiß, wem sie gehören.",
    "Streuwagen": "Der Streuwagen fährt im Winter die ganze Nacht, obwohl es oft gar nicht glatt ist.",
    "Öffnungszeiten": "Berufstätige schaffen es zu unseren Öffnungszeiten nicht ins Rathaus.",
    "Bauantrag": "Ein Bauantrag liegt bei uns monatelang auf dem Tisch, alles auf Papier.",
    "IT-Leute": "Wir finden keine IT-Leute, und der eine, den wir haben, geht nächstes Jahr in Rente.",
    "Straßenbäume": "Unsere Straßenbäume vertrocknen im Sommer, und der Bauhof gießt auf Verdacht.",
    "Supermarkt im Ortsteil": "Im Ortsteil hat der letzte Supermarkt zugemacht, die Älteren kommen nicht mehr zum "
    "Einkaufen.",
    "Plattformkosten": "Die Sensoren sind bezahlt, aber die laufenden Kosten der Datenplattform drücken uns.",
    "Bach nach Gewitter": "Nach jedem Gewitter läuft der Bach über, und wir merken es erst, wenn die Keller voll sind.",
}
FIRST = {"Kommunen": 5, "Anbieter": 3, "gleicher Bedarf": 2}


def told(name: str, text: str, match: Match) -> Iterator[str]:
    """The lines of one challenge."""
    topics = ", ".join(topic.label for topic in match.understood.topics)
    yield f"\n## {name}\n„{text}“\nVerstanden: {topics or 'kein Thema'}; {match.emptiness}"
    lists = (match.peers, match.providers, match.same_need)
    for (title, most), hits in zip(FIRST.items(), lists, strict=True):
        yield f"{title}:"
        yield from (_line(place, hit) for place, hit in enumerate(hits[:most], start=1))


def _line(place: int, hit: Hit) -> str:
    return f"  {place}. {hit.name}: {hit.title} ({hit.level})\n     {hit.reason}"


def main(argv: Sequence[str]) -> int:
    """Print the first hits of every challenge."""
    parser = argparse.ArgumentParser(prog="./run bench lay", description="Zwölf Anliegen in Alltagssprache, zum Lesen.")
    parser.add_argument("--encoder", choices=("e5", "none"), default="e5", help="none: nur die Wörter")
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_for(Path(folder), SAMPLE, given.encoder)
        _print_all(settings)
    return 0


def _print_all(settings: Settings) -> None:
    with closing(open_all(settings)) as it:
        reindex(it.job, forced=True)
        follow_with_vectors(it.job)
        for name, text in LAY.items():
            sys.stdout.write("\n".join(told(name, text, it.service.match(text, SENDER))) + "\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
