from pathlib import Path

import numpy as np
import pytest

from indexer import Filter, IndexMissing, Snapshot
from indexer.documents import documents
from indexer.snapshot import SnapshotDraft
from webui.opening import Opened


@pytest.fixture(scope="module")
def snapshot(opened: Opened) -> Snapshot:
    draft = SnapshotDraft()
    list(draft.passing(documents(opened.job.store.every(), opened.job.reading)))
    return draft.finish()


def test_what_was_saved_gives_the_same_numbers(snapshot: Snapshot, tmp_path: Path) -> None:
    snapshot.save(tmp_path / "index")
    again = Snapshot.open(tmp_path / "index")
    rows, asked = np.arange(snapshot.size), {"starkreg": 1.0, "sensor": 0.5, "fremdwort": 1.0}
    assert again.ids == snapshot.ids
    assert (again.bm25("alles", asked, rows) == snapshot.bm25("alles", asked, rows)).all()
    assert (again.coverage("titel", asked, rows) == snapshot.coverage("titel", asked, rows)).all()
    assert (again.gram_cosine(asked, rows) == snapshot.gram_cosine(asked, rows)).all()
    assert again.values("topic", 0) == snapshot.values("topic", 0)


def test_a_folder_that_is_not_there_says_what_helps(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="reindex"):
        Snapshot.open(tmp_path / "nichts")


def test_the_engine_and_the_snapshot_count_alike(opened: Opened) -> None:
    view = opened.service.view()
    for field in ("alles", "titel", "themen", "namen"):
        for term in list(view.snapshot.vocabulary)[::97]:
            assert view.snapshot.frequency(field, term) == opened.job.engine.frequency(field, term)


def test_filters_let_through_what_the_engine_lets_through(opened: Opened) -> None:
    snapshot = opened.service.view().snapshot
    for filters in [(Filter("kind", ("need",)),), (Filter("land", ("Hessen",)), Filter("state", ("Planung", "Pilot")))]:
        allowed = {snapshot.ids[row] for row in np.flatnonzero(snapshot.allowed(filters))}
        assert allowed
        assert all(set(snapshot.values(f.field, snapshot.row(id))) & set(f.values) for id in allowed for f in filters)


def test_without_vectors_meaning_is_silent(snapshot: Snapshot) -> None:
    rows = np.arange(5)
    assert np.isnan(snapshot.cosines(np.zeros(384, np.float32), rows)).all()
    assert not snapshot.similarity(rows).any()
