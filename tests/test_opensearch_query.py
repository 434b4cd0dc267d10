"""Whole queries in OpenSearch's language, compared as they are sent."""

import json

from hypothesis import given
from hypothesis import strategies as st

from indexer.engines.opensearch_query import compiled, found, voice
from indexer.engines.query import EngineHit, Filter, Found, Phrase, Query, Range, Words

NEED = {"terms": {"kind": ["need"]}}
HESSEN = {"terms": {"land": ["Hessen"]}}


def counted(name, *others):
    return {
        "filter": {"bool": {"filter": list(others)}},
        "aggs": {"values": {"terms": {"field": name, "size": 12_000}}},
    }


def test_words_become_terms_with_boosts_and_all_else_a_filter():
    query = Query(
        words=(Words("alles", (("haus", 1.5),)), Words("titel", (("haus", 1.0),), 2.0)),
        phrases=(Phrase("folge", ("altes", "haus")),),
        scope=(Filter("land", ("Hessen",)),),
        ranges=(Range("lat", 50.0, None),),
    )
    assert compiled(query)["query"] == {
        "bool": {
            "must": {
                "bool": {
                    "should": [
                        {"term": {"alles": {"value": "haus", "boost": 1.5}}},
                        {"term": {"titel": {"value": "haus", "boost": 2.0}}},
                    ],
                    "minimum_should_match": 1,
                }
            },
            "filter": [HESSEN, {"range": {"lat": {"gte": 50.0}}}, {"match_phrase": {"folge": "altes haus"}}],
        }
    }


def test_a_ticked_facet_is_counted_without_its_own_tick():
    body = compiled(
        Query(chosen=(Filter("kind", ("need",)), Filter("land", ("Hessen",))), facets=("kind", "land", "size"))
    )
    assert body["query"] == {"bool": {"filter": []}}
    assert body["post_filter"] == {"bool": {"filter": [NEED, HESSEN]}}
    assert body["aggs"] == {
        "kind": counted("kind", HESSEN),
        "land": counted("land", NEED),
        "size": counted("size", NEED, HESSEN),
    }


def test_a_tick_without_a_facet_of_its_own_narrows_at_once():
    body = compiled(Query(chosen=(Filter("kind", ("need",)),), facets=("size",)))
    assert body["query"] == {"bool": {"filter": [NEED]}}
    assert "post_filter" not in body


def test_totals_are_exact_and_ties_fall_to_the_smaller_id():
    body = compiled(Query(words=(Words("alles", (("haus", 1.0),)),)))
    assert body["track_total_hits"] is True
    assert body["sort"] == [{"_score": {"order": "desc"}}, {"id": {"order": "asc"}}]


def test_without_words_a_field_sorts_and_the_undated_come_last():
    order = [{"changed": {"order": "desc", "missing": "_last"}}, {"id": {"order": "asc"}}]
    assert compiled(Query(sort="changed"))["sort"] == order
    assert compiled(Query())["sort"] == order[1:]


def test_an_answer_is_read_back_as_hits_total_and_counts():
    answer = {
        "hits": {"total": {"value": 7}, "hits": [{"_id": "r1", "_score": 2.5}]},
        "aggregations": {"kind": {"values": {"buckets": [{"key": "need", "doc_count": 3}]}}},
    }
    query = Query(words=(Words("alles", (("haus", 1.0),)),), facets=("kind",))
    assert found(answer, query) == Found(7, (EngineHit("r1", 2.5),), {"kind": {"need": 3}})


def test_pages_of_one_query_speak_with_one_voice():
    words = (Words("alles", (("haus", 1.0),)),)
    assert voice(Query(words=words, offset=0)) == voice(Query(words=words, offset=50))
    assert voice(Query(words=words)) != voice(Query())


@given(st.text(min_size=1))
def test_user_text_stands_only_where_a_value_stands(text):
    query = Query(
        words=(Words("alles", ((text, 1.0),)),), scope=(Filter("land", (text,)),), phrases=(Phrase("folge", (text,)),)
    )
    plain = Query(
        words=(Words("alles", (("x", 1.0),)),), scope=(Filter("land", ("x",)),), phrases=(Phrase("folge", ("x",)),)
    )
    assert keys(compiled(query)) == keys(compiled(plain))
    assert json.dumps(compiled(query)).encode("utf-8")


def keys(value):
    if isinstance(value, dict):
        return {name: keys(inner) for name, inner in value.items()}
    return [keys(inner) for inner in value] if isinstance(value, list) else type(value).__name__
