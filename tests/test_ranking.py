from itertools import pairwise

import pytest

from matcher import Service
from matcher.candidates import Pool, candidates
from matcher.question import Question, ask
from matcher.ranking import Lists, Ranked, rank


@pytest.fixture(scope="module")
def pool(service: Service) -> Pool:
    view = service.view()
    return Pool(view.holdings.engine, view.index, view.snapshot, view.scope)


@pytest.fixture(scope="module")
def flood(service: Service, pool: Pool) -> Question:
    return ask("Starkregen Frühwarnung Pegel", service.view().holdings.reading, pool.snapshot, None)


@pytest.fixture(scope="module")
def lists(pool: Pool, flood: Question) -> Lists:
    return rank(pool, flood)


def test_each_list_holds_its_kind_alone(pool: Pool, lists: Lists) -> None:
    for kind, hits in (("practice", lists.practices), ("offering", lists.offerings), ("need", lists.needs)):
        assert hits
        assert {pool.snapshot.values("kind", hit.row) for hit in hits} == {(kind,)}


def test_lists_are_in_order_of_score(lists: Lists) -> None:
    for hits in (lists.practices, lists.offerings, lists.needs):
        assert all(one.score >= other.score - 1e-4 for one, other in pairwise(hits))


def test_the_obvious_record_leads(lists: Lists) -> None:
    assert "p001" in [hit.id for hit in lists.practices[:3]]


def test_own_records_are_left_out(pool: Pool, flood: Question, lists: Lists) -> None:
    place = pool.snapshot.values("ags", lists.practices[0].row)[0]
    kept = rank(pool, flood, own=place)
    assert all(place not in pool.snapshot.values("ags", hit.row) for hit in kept.practices)


def test_a_question_that_says_nothing_has_no_candidates(pool: Pool) -> None:
    assert not any(len(rows) for rows in candidates(pool, Question({}, {})).values())
    assert rank(pool, Question({}, {})) == Lists()


def test_candidates_are_rows_once_each(pool: Pool, flood: Question) -> None:
    for rows in candidates(pool, flood).values():
        assert rows.tolist() == sorted(set(rows.tolist()))


def test_a_rare_kind_has_its_candidates_too(pool: Pool, flood: Question) -> None:
    assert len(candidates(pool, flood)["need"]) > 5


def test_running_beats_planned_at_equal_fit() -> None:
    running, planned = Ranked(0, "p2", 1.0, 1.0, 1.02), Ranked(1, "p1", 1.0, 1.0, 1.0, planned=True)
    assert running.score > planned.score
