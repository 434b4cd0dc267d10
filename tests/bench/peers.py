"""What others would build on OpenSearch, asked the same challenges in the same run: stock German, and fused vectors.

- one field: title and texts in one field of the `german` analyzer, a `match` query;
- best_fields, cross_fields: title and texts in two such fields, a `multi_match` query;
- fused: the hits of `one field` and those nearest by our own vectors, both scaled to 0 … 1 (min-max) and averaged, as
  OpenSearch's normalization processor does it (that plugin is in no Maven jar, so the averaging is done here).

As ours, each kind is asked on its own, and the sender's own records are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from opensearchpy import OpenSearch
from opensearchpy.helpers import bulk

from indexer import Encoder, Filter, Snapshot, Stored, running_nodes, text_parts
from tests.bench.metrics import mean, ndcg

INDEX = "anker-bench-peer"
DEEP = 200  # hits of each voice that are fused; OpenSearch's own default is shallower
LAST = 0.001  # what the plugin gives the last hit
FIRST, HELPFUL = 5, 2
KINDS = ("practice", "offering", "need")
GERMAN = {"type": "text", "analyzer": "german"}
BODY = {
    "mappings": {
        "properties": {
            "kind": {"type": "keyword"},
            "ags": {"type": "keyword"},
            "title": {**GERMAN, "copy_to": "all"},
            "text": {**GERMAN, "copy_to": "all"},
            "all": GERMAN,
        }
    },
}
ASKED: dict[str, dict[str, Any]] = {
    "one field": {"match": {"all": {"query": ""}}},
    "best_fields": {"multi_match": {"query": "", "fields": ["title", "text"], "type": "best_fields"}},
    "cross_fields": {"multi_match": {"query": "", "fields": ["title", "text"], "type": "cross_fields"}},
}


@dataclass(frozen=True)
class Where:
    """A server that runs, or the line of one to be started."""

    url: str | None
    line: str


@dataclass(frozen=True)
class Rival:
    """A filled index of stock German, and what it needs to be fused with our vectors."""

    client: OpenSearch
    places: Mapping[str, tuple[str, ...]]
    snapshot: Snapshot
    encoder: Encoder | None

    def ranked(self, system: str, challenge: Any, kind: str) -> list[str]:
        """The ids that one system finds for a challenge, best first."""
        if system == "fused":
            voices = self._by_words("one field", challenge, kind), self._by_meaning(challenge, kind)
            return fused([scaled(voice) for voice in voices])
        return list(self._by_words(system, challenge, kind))

    @property
    def systems(self) -> tuple[str, ...]:
        """All that can be asked here."""
        return (*ASKED, "fused") if self.encoder else tuple(ASKED)

    def _by_words(self, system: str, challenge: Any, kind: str) -> dict[str, float]:
        wanted = _with_text(ASKED[system], challenge.text)
        not_own = {"term": {"ags": challenge.sender or "-"}}
        query = {"bool": {"must": wanted, "filter": {"term": {"kind": kind}}, "must_not": not_own}}
        hits = self.client.search(index=INDEX, body={"query": query, "size": DEEP, "_source": False})["hits"]["hits"]
        return {hit["_id"]: hit["_score"] for hit in hits}

    def _by_meaning(self, challenge: Any, kind: str) -> dict[str, float]:
        assert self.encoder is not None  # else it is no system
        cosines = self.snapshot.cosines(self.encoder.queries([challenge.text])[0])
        allowed = self.snapshot.allowed((Filter("kind", (kind,)),)) & ~np.isnan(cosines)
        if challenge.sender:
            allowed &= ~self.snapshot.allowed((Filter("ags", (challenge.sender,)),))
        rows = np.flatnonzero(allowed)
        best = rows[np.argsort(-cosines[rows], kind="stable")[:DEEP]]
        return {self.snapshot.ids[row]: float(cosines[row]) for row in best.tolist()}


@contextmanager
def rival(where: Where, records: Sequence[Stored], snapshot: Snapshot, encoder: Encoder | None) -> Iterator[Rival]:
    """Fill a server with the records as anybody would; without an address a node is started for it."""
    with ExitStack() as stack:
        url = where.url or stack.enter_context(running_nodes(where.line)).url
        client = OpenSearch(hosts=[url], timeout=60)
        client.indices.delete(index=INDEX, ignore_unavailable=True)
        client.indices.create(index=INDEX, body=BODY)
        bulk(client, map(_document, records), refresh=True)
        yield Rival(client, {each.record.id: each.places for each in records}, snapshot, encoder)
        client.indices.delete(index=INDEX)
        client.close()


def figures(rival: Rival, system: str, judged: Sequence[Any], kinds: Mapping[str, str]) -> dict[str, float]:
    """The figures of one system, named and reckoned as ours."""
    values: dict[str, list[float]] = {}
    for challenge in judged:
        for kind in KINDS:
            grades = {id: grade for id, grade in challenge.grades.items() if kinds.get(id) == kind}
            if not any(grades.values()):
                continue
            ranked = rival.ranked(system, challenge, kind)
            values.setdefault(f"ndcg10_{kind}", []).append(ndcg(ranked, grades))
            if kind == "practice" and any(grade >= HELPFUL for grade in grades.values()):
                led = leading(ranked, rival.places)[:FIRST]
                values.setdefault("peer_in_top5", []).append(float(any(challenge.helpful(id) for id in led)))
    return {name: round(mean(found), 4) for name, found in values.items()}


def leading(ranked: Sequence[str], places: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The practice that stands first for each municipality, as a list of municipalities would show it."""
    taken: set[str] = set()
    led = []
    for id in ranked:
        free = [place for place in places.get(id, ()) if place not in taken]
        if free or not places.get(id):
            led.append(id)
            taken.update(free)
    return led


def scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores between 0 and 1 by their least and most, as the plugin does it: the last hit stays above a missing one."""
    least, most = min(scores.values(), default=0.0), max(scores.values(), default=0.0)
    if least == most:
        return dict.fromkeys(scores, 1.0)
    return {id: max((score - least) / (most - least), LAST) for id, score in scores.items()}


def fused(voices: Sequence[Mapping[str, float]]) -> list[str]:
    """Ids by the mean of all voices, best first; whoever is missing in one has 0 there."""
    total = {id: sum(voice.get(id, 0.0) for voice in voices) for voice in voices for id in voice}
    return sorted(total, key=lambda id: (-total[id], id))


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table, one system a line."""
    names = {f"ndcg10_{kind}": f"nDCG@10 {kind}" for kind in KINDS}
    names["peer_in_top5"] = "fitting practice in the first five"
    lines = [_line(["system", *names.values()]), "|---" * (len(names) + 1) + "|"]
    for system, found in rows.items():
        lines.append(_line([system, *(f"{found[name]:.3f}" if name in found else "–" for name in names)]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _document(stored: Stored) -> dict[str, Any]:
    parts = text_parts(stored.record)
    text = " ".join(part for name, part in parts.items() if name != "title" and part)
    fields = {"kind": stored.record.kind, "ags": list(stored.places), "title": parts["title"], "text": text}
    return {"_index": INDEX, "_id": stored.record.id, **fields}


def _with_text(query: dict[str, Any], text: str) -> dict[str, Any]:
    """The query with the text put in wherever it asks for one."""
    return {
        key: text if key == "query" else _with_text(value, text) if isinstance(value, dict) else value
        for key, value in query.items()
    }
