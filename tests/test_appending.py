"""A snapshot with rows appended and taken out says what a snapshot built anew says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.appending import appended
from indexer.documents import Document
from indexer.engines.query import Filter
from indexer.snapshot import VALUES, WORDS, Snapshot, SnapshotDraft

TERMS = st.lists(st.sampled_from(["pegel", "bach", "licht", "laterne", "straßenbeleuchtung", "a"]), max_size=6)
TOPICS = st.lists(st.sampled_from(["wasser", "licht", "bau"]), max_size=2, unique=True)
FIELDS = st.fixed_dictionaries({"words": TERMS, "topics": TOPICS})
RECORDS = st.dictionaries(st.sampled_from([f"p{number}" for number in range(8)]), FIELDS, max_size=8)


def document(id_: str, given_: dict[str, Any]) -> Document:
    values: dict[str, Any] = {name: [] for name in VALUES} | {"kind": "practice", "visibility": "public"}
    return id_, {name: " ".join(given_["words"]) for name in WORDS} | values | {"topic": given_["topics"]}


def built(records: dict[str, dict[str, Any]]) -> Snapshot:
    draft = SnapshotDraft()
    for _ in draft.passing(document(id_, fields) for id_, fields in records.items()):
        pass
    return draft.finish()


@settings(max_examples=60, deadline=None)
@given(RECORDS, RECORDS, st.sets(st.sampled_from([f"p{number}" for number in range(8)])))
def test_appended_says_what_built_anew_says(
    before: dict[str, dict[str, Any]], changed: dict[str, dict[str, Any]], gone: set[str]
) -> None:
    gone -= set(changed)
    laid = appended(built(before), [document(id_, fields) for id_, fields in changed.items()], gone)
    after = {id_: fields for id_, fields in (before | changed).items() if id_ not in gone}
    anew = built(after)
    everybody = Filter("visibility", ("public",))
    passed = {laid.ids[row] for row in np.flatnonzero(laid.allowed((everybody,)))}
    assert passed == {laid.ids[row] for row in np.flatnonzero(laid.allowed(()))} == set(after)
    assert set(laid.columns["topic"].names) == set(anew.columns["topic"].names)
    for id_ in {*before, *changed, *gone}:
        assert (laid.row(id_) is None) == (id_ not in after)
    for term in ("pegel", "bach", "licht", "laterne", "straßenbeleuchtung", "a"):
        assert laid.frequency("alles", term) == anew.frequency("alles", term)
    for id_, fields in after.items():
        row = laid.row(id_)
        assert row is not None
        assert laid.values("topic", row) == tuple(fields["topics"])
        cosine = laid.gram_cosine({"laternen": 1.0}, np.asarray([row]))
        assert 0 <= cosine[0] <= 1 + 1e-6


@settings(max_examples=40, deadline=None)
@given(RECORDS.filter(bool), RECORDS)
def test_without_absent_rows_the_appended_rows_rank_the_same(
    before: dict[str, dict[str, Any]], more: dict[str, dict[str, Any]]
) -> None:
    added = {f"n{id_}": fields for id_, fields in more.items()}
    laid = appended(built(before), [document(id_, fields) for id_, fields in added.items()], ())
    anew = built(before | added)
    rows = np.arange(anew.size)
    terms = {"pegel": 1.0, "licht": 2.0, "nirgends": 1.0}
    for field in WORDS:
        assert laid.bm25(field, terms, rows) == pytest.approx(anew.bm25(field, terms, rows))
        assert laid.coverage(field, terms, rows) == pytest.approx(anew.coverage(field, terms, rows))
    fresh = laid.rows(added)
    ours, theirs = (each.gram_cosine({"laternen": 1.0, "pegel": 1.0}, fresh) for each in (laid, anew))
    assert ours == pytest.approx(theirs, abs=1e-6)
