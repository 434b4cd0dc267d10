"""Both engines answer alike: same first ids in the same order, same totals, same facet counts, also after changes.

ANKER_PARITY says of how many documents, with how many queries: "20000 300" by hand.
"""

import os

import pytest

from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.query import Query
from indexer.mapping import Mapping
from matcher.order import ordered
from tests.collection import Collection
from tests.opensearch_node import LINES, engine_at, wipe

ALIAS = "anker-parity"
DOCUMENTS, QUERIES = map(int, os.environ.get("ANKER_PARITY", "800 60").split())
FIRST = 40


@pytest.fixture(
    params=[(line, shards) for line in LINES for shards in (1, 3)], ids=lambda pair: f"{pair[0]}-{pair[1]}-shards"
)
def both(request, server, tmp_path):
    line, shards = request.param
    url = server(line)
    alias = f"{ALIAS}-{shards}"
    pair = (EmbeddedEngine(tmp_path, Mapping.load(), alias), engine_at(url, alias, shards=shards))
    yield pair
    wipe(pair[1], url)
    for engine in pair:
        engine.close()


def differences(one, other, queries):
    """What differs, by number of the query: the order of the first hits, the total, or the facets."""
    found = [(number, one.search(query), other.search(query)) for number, query in enumerate(queries)]
    return {
        number: [name for name, differs in compared(left, right).items() if differs]
        for number, left, right in found
        if any(compared(left, right).values())
    }


def compared(left, right):
    return {
        "order": first(left) != first(right),
        "total": left.total != right.total,
        "facets": left.facets != right.facets,
    }


def first(found):
    """The first ids as the ranking sees them: neighbours whose scores are all but equal stand in order of id."""
    ids, scores = [hit.id for hit in found.hits], [hit.score for hit in found.hits]
    if not any(scores):
        return ids[:FIRST]
    return [ids[place] for place in ordered(ids, scores)][:FIRST]


def prepare(engines, documents):
    for engine in engines:
        index = f"{engine.alias}-1"
        engine.create(index)
        assert engine.fill(index, documents) == len(documents)
        engine.ready(index)
        engine.activate(index)


def change(engines, collection, count):
    """Delete one of twenty and replace another."""
    gone = [f"r{number:06d}" for number in range(0, count, 20)]
    new = [(f"r{number:06d}", collection.fields()) for number in range(7, count, 20)]
    for engine in engines:
        engine.delete(f"{engine.alias}-1", gone)
        engine.upsert(f"{engine.alias}-1", new)


def test_both_engines_answer_alike_before_and_after_changes(both):
    collection = Collection(seed=11)
    prepare(both, list(collection.documents(DOCUMENTS)))
    queries = [collection.query() for _ in range(QUERIES)]
    assert differences(*both, queries) == {}
    change(both, collection, DOCUMENTS)
    assert differences(*both, [collection.query() for _ in range(QUERIES)]) == {}
    assert both[0].count(f"{both[0].alias}-1") == both[1].count(f"{both[1].alias}-1")


def test_pages_of_both_engines_join_to_the_same_list(both):
    collection = Collection(seed=12)
    prepare(both, list(collection.documents(300)))
    for query in (Query(sort="changed"), Query()):
        lists = [
            [
                hit.id
                for start in range(0, 300, 50)
                for hit in engine.search(Query(sort=query.sort, size=50, offset=start)).hits
            ]
            for engine in both
        ]
        assert lists[0] == lists[1]
        assert len(set(lists[0])) == 300
