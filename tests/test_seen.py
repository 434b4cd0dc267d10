"""A snapshot without what is hidden is the very snapshot of what is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer import Filter, Snapshot
from indexer.documents import Document
from indexer.meaning.matrix import VectorMatrix
from indexer.seen import seen
from indexer.snapshot import VALUES, SnapshotDraft

PUBLIC = (Filter("visibility", ("public",)),)
WORDS = st.lists(st.sampled_from(["bach", "pegel", "laterne", "sensor", "schule", "bad"]), max_size=6).map(" ".join)
TEXTS = ("alles", "titel", "themen", "namen", "folge")

fields = st.fixed_dictionaries(
    {
        **dict.fromkeys(TEXTS, WORDS),
        **{name: st.lists(st.sampled_from("abc"), max_size=2) for name in VALUES if name != "visibility"},
        "visibility": st.sampled_from(["public", "office"]),
    }
)
collections = st.lists(fields, max_size=8).map(lambda each: [(f"r{place}", one) for place, one in enumerate(each)])


def snapshot_of(documents: Sequence[Document]) -> Snapshot:
    draft = SnapshotDraft()
    for _ in draft.passing(documents):
        pass
    return draft.finish()


@given(collections)
def test_it_is_as_if_the_others_had_never_been_there(documents: list[Document]) -> None:
    left = [(id, one) for id, one in documents if one["visibility"] == "public"]
    mine, own = seen(snapshot_of(documents), PUBLIC), snapshot_of(left)
    assert (mine.ids, mine.vocabulary) == (own.ids, own.vocabulary)
    assert list(mine.vocabulary) == list(own.vocabulary)
    for name in own.words:
        for part in ("starts", "terms", "times", "lengths", "frequency"):
            assert getattr(mine.words[name], part).tolist() == getattr(own.words[name], part).tolist(), (name, part)
    for name in own.columns:
        assert mine.columns[name].names == own.columns[name].names
        assert mine.columns[name].starts.tolist() == own.columns[name].starts.tolist()
        assert mine.columns[name].codes.tolist() == own.columns[name].codes.tolist()
    assert mine.grams.names == own.grams.names
    assert mine.grams.norms.tolist() == own.grams.norms.tolist()
    assert mine.grams.frequency.tolist() == own.grams.frequency.tolist()


@given(collections)
def test_where_nothing_is_hidden_nothing_is_made_anew(documents: list[Document]) -> None:
    whole = snapshot_of(documents)
    assert seen(whole, (Filter("visibility", ("public", "office")),)) is whole


@given(st.lists(st.booleans(), min_size=1, max_size=12).filter(any))
def test_hidden_vectors_move_no_cosine(common: list[bool]) -> None:
    vectors = np.random.default_rng(7).normal(size=(len(common), 8)).astype(np.float32)
    mask = np.asarray(common)
    whole = VectorMatrix.build(vectors, "test", mask).of(np.flatnonzero(mask))
    own = VectorMatrix.build(vectors[mask], "test")
    assert (whole.mean == own.mean).all()
    assert (whole.numbers == own.numbers).all()
    assert (whole.cosines(vectors[0]) == own.cosines(vectors[0])).all()
