"""Switch off one component of the ranking after the other, on either engine: a Markdown table of what each costs.

Challenges: nDCG@10 of practices, offerings and needs, and the share with a fitting practice in the first five; the
collections, where given: nDCG@10. The first line is the product as it is, all others are differences from it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer import (
    Encoder,
    Mapping,
    Settings,
    follow_with_vectors,
    reindex,
    running_nodes,
)
from indexer.engines.choosing import open_engine
from indexer.settings import EngineSettings
from matcher.candidates import Pool
from matcher.evaluation import ranked
from matcher.judging import Judged as Case
from matcher.match import Asked, match
from matcher.question import Hints, ask
from matcher.view import View
from matcher.weights import WEIGHTS, Weights
from tests.bench.challenges import SAMPLE, Judged, read_judged, read_kinds, score, settings_for
from tests.bench.metrics import mean, ndcg
from tests.bench.retrieval import Collection, Place, built, measure
from webui.opening import open_all

ALIAS = "anker-ablation"
SHOWN = {"ndcg10_practice": "P", "ndcg10_offering": "O", "ndcg10_need": "N", "peer_in_top5": "first five"}
FULL, CAP = "everything", "cap per provider"
GROUPS = {
    "all topics": ("topics", "beside", "widening"),
    "all letters": ("letters", "title_letters"),
    "second voice": ("meaning", "neighbours"),
}
"""What only shows together: the one stands in for the other."""

Figures = dict[str, float]


class Remembering:
    """An encoder that encodes each text once: every component is switched off on the same texts."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}
        self.name, self.dimensions = encoder.name, encoder.dimensions

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of the texts."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.queries([text])[0]
        return np.stack([self._known[text] for text in texts])

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows of the texts, not remembered: each is asked for once."""
        return self._encoder.passages(texts)


@dataclass(frozen=True)
class Bench:
    """The product on the records, the judged challenges, and the collections by name with their index."""

    view: View
    judged: Sequence[Judged]
    kinds: dict[str, str]
    collections: dict[str, tuple[Pool, Collection]]

    def figures(self, weights: Weights) -> Figures:
        """All figures with these weights."""
        asked = [(each, match(self.view, Asked(each.text, each.sender, weights=weights))) for each in self.judged]
        found = score(asked, self.kinds)
        return {label: found[name] for name, label in SHOWN.items() if name in found} | self._retrieved(weights)

    def _retrieved(self, weights: Weights) -> Figures:
        reading, encoder, hints = self.view.holdings.reading, self.view.holdings.encoder, Hints(weights=weights)
        return {
            name: measure(pool, collection, lambda text: ask(text, reading, pool.snapshot, encoder, hints))["ndcg10"]  # noqa: B023  # asked at once
            for name, (pool, collection) in self.collections.items()
        }

    def uncapped(self) -> Figures:
        """The offerings as ranked, however many one provider has."""
        found = []
        for each in self.judged:
            grades = {id: grade for id, grade in each.grades.items() if self.kinds.get(id) == "offering"}
            if any(grades.values()):
                case = Case("", each.text, each.sender, each.grades)
                found.append(ndcg([hit.id for hit in ranked(self.view, case).offerings], grades))
        return {"O": mean(found)}


def table(bench: Bench) -> Iterator[tuple[str, Figures]]:
    """The figures of the whole, then with each component off, as soon as they are measured."""
    off = {field.name: WEIGHTS.without(field.name) for field in fields(Weights)}
    off |= {name: WEIGHTS.without(*group) for name, group in GROUPS.items()}
    whole = bench.figures(WEIGHTS)
    yield FULL, whole
    for name, weights in off.items():
        yield name, bench.figures(weights)
    yield CAP, whole | bench.uncapped()


def markdown(rows: Iterable[tuple[str, Figures]]) -> Iterator[str]:
    """One line a component: what is lost (-) or won (+) without it."""
    whole: Figures = {}
    for name, found in rows:
        if whole:
            yield _line([name, *(f"{found[each] - whole[each]:+.3f}" for each in whole)])
            continue
        whole = found
        yield _line(["without", *whole])
        yield "|---" * (len(whole) + 1) + "|"
        yield _line([f"nothing ({name})", *(f"{value:.3f}" for value in whole.values())])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def run(given: argparse.Namespace) -> Iterator[tuple[str, Figures]]:
    """Build the product and the collections on the engine, and measure everything."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        engine = EngineSettings(kind=given.engine, alias=ALIAS, replicas=0, deadline_seconds=30)
        if given.engine == "opensearch":
            engine = engine.model_copy(update={"url": stack.enter_context(running_nodes(given.version)).url})
        view = _view(stack, settings_for(folder, given.records, "e5").model_copy(update={"engine": engine}))
        pools = {}
        for name in ("need2item", "item2concept"):
            if path := getattr(given, name):
                own = open_engine(_elsewhere(view, folder / name, f"bench-{name}"), Mapping.load())
                stack.callback(own.close)
                collection = Collection.read(path)
                pools[name] = (
                    built(
                        Place(own, f"bench-{name}-1"), collection.records, view.holdings.reading, view.holdings.encoder
                    ),
                    collection,
                )
        yield from table(Bench(view, read_judged(given.challenges), read_kinds(given.records), pools))


def _view(stack: ExitStack, settings: Settings) -> View:
    """The product with an index of its records, vectors and all."""
    opened = stack.enter_context(closing(open_all(settings)))
    reindex(opened.job, forced=True)
    follow_with_vectors(opened.job)
    view = opened.service.view()
    assert view.holdings.encoder is not None  # the settings ask for one
    # The engine itself: that of a view stops answering when the time of one question is over.
    holdings = replace(view.holdings, engine=opened.job.engine, encoder=Remembering(view.holdings.encoder))
    return replace(view, holdings=holdings)


def _elsewhere(view: View, data: Path, alias: str) -> Settings:
    """The same engine for an index that has nothing to do with the product's."""
    settings = view.holdings.settings
    engine = settings.engine.model_copy(update={"alias": alias})
    return settings.model_copy(update={"data": data, "engine": engine})


def main(argv: Sequence[str]) -> int:
    """Print the table line by line."""
    parser = argparse.ArgumentParser(prog="./run bench ablation", description="Was jeder Bestandteil bringt.")
    parser.add_argument("challenges", type=Path, help="JSON-Zeilen mit text, sender_ags, grades")
    parser.add_argument("--records", type=Path, default=SAMPLE, help="Ordner mit den Einträgen dazu")
    parser.add_argument("--need2item", type=Path, help="Sammlung: corpus.jsonl, queries.jsonl, qrels.tsv")
    parser.add_argument("--item2concept", type=Path, help="Sammlung, ebenso")
    parser.add_argument("--engine", choices=("embedded", "opensearch"), default="embedded")
    parser.add_argument("--version", default="2.19", help="OpenSearch dieser Linie, das dafür gestartet wird")
    given = parser.parse_args(argv)
    sys.stdout.write(f"Engine: {given.engine}\n\n")
    for line in markdown(run(given)):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()  # it takes minutes
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
