import numpy as np

from indexer import Thesaurus
from matcher import Service
from matcher.topics import beside, shared, widened


def test_broader_narrower_and_related_topics_stand_beside(thesaurus: Thesaurus) -> None:
    near = beside(["strassenbeleuchtung"], thesaurus)["strassenbeleuchtung"]
    concept = thesaurus.concepts["strassenbeleuchtung"]
    assert near >= {*concept.broader, *concept.related}


def test_an_unknown_topic_has_nothing_beside_it(thesaurus: Thesaurus) -> None:
    assert beside(["gibt-es-nicht"], thesaurus) == {}


def test_a_record_of_the_topic_counts_one_and_one_beside_it_less(service: Service) -> None:
    snapshot = service.view().snapshot
    held = [snapshot.values("topic", row) for row in range(snapshot.size)]
    row = next(row for row, topics in enumerate(held) if topics)
    topic = held[row][0]
    other = next(n for n, topics in enumerate(held) if topics and topic not in topics)
    rows = np.asarray([row, other])
    assert shared(snapshot, {topic: frozenset()}, rows, 0.7).tolist() == [1.0, 0.0]
    assert shared(snapshot, {topic: frozenset({held[other][0]})}, rows, 0.7).tolist() == [1.0, 0.7]


def test_no_topic_is_shared_where_none_is_asked(service: Service) -> None:
    assert shared(service.view().snapshot, {}, np.arange(3), 0.7).tolist() == [0.0, 0.0, 0.0]


def test_a_topic_adds_only_words_that_records_have(service: Service) -> None:
    view = service.view()
    words = widened(["strassenbeleuchtung", "gibt-es-nicht"], view.holdings.reading.thesaurus, view.snapshot)
    assert words
    assert all(view.snapshot.frequency("alles", word) for word in words)
