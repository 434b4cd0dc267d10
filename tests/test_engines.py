"""The contract every engine keeps; each test runs once per engine."""

import pytest

from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.intake import SENTINEL
from indexer.engines.query import Filter, Phrase, Query, Range, Words
from indexer.errors import BulkFailed, EngineError, IndexMissing
from indexer.mapping import Mapping
from tests.opensearch_node import LINES, engine_at, wipe

ALIAS = "anker-contract"
FIRST, SECOND = f"{ALIAS}-1-a-20250101", f"{ALIAS}-1-a-20250108"
DOCUMENTS = {
    "p1": {
        "kind": "practice",
        "topic": ["energie", "licht"],
        "land": "Hessen",
        "titel": "straßenbeleuchtung led",
        "alles": "straßenbeleuchtung led laterne strom sparen gemeinde",
        "folge": "straßenbeleuchtung mit led",
        "lat": [50.1, 51.3],
        "lon": [8.6, 9.4],
        "changed": 100,
    },
    "p2": {
        "kind": "practice",
        "topic": ["wasser"],
        "land": "Hessen",
        "titel": "pegel messen",
        "alles": "pegel messen hochwasser sensor strom gemeinde",
        "folge": "led nach straßenbeleuchtung",
        "lat": 50.5,
        "lon": 9.0,
        "changed": 300,
    },
    "o1": {
        "kind": "offering",
        "topic": ["energie"],
        "land": "Bayern",
        "titel": "led laterne",
        "alles": "led laterne liefern montieren",
        "changed": 200,
    },
    "n1": {
        "kind": "need",
        "topic": ["licht", "licht"],
        "land": "Hessen",
        "titel": "laterne",
        "alles": "laterne dunkel",
    },
    "n2": {"kind": "need", "topic": ["wasser"], "land": "Bayern", "titel": "keller", "alles": "keller voll hochwasser"},
}


@pytest.fixture(params=["embedded", *LINES])
def engine(request, tmp_path):
    if request.param == "embedded":
        opened, url = EmbeddedEngine(tmp_path, Mapping.load(), ALIAS), None
    else:
        url = request.getfixturevalue("server")(request.param)
        opened = engine_at(url, ALIAS)
    yield opened
    if url:
        wipe(opened, url)
    opened.close()


@pytest.fixture
def filled(engine):
    engine.create(FIRST)
    engine.fill(FIRST, DOCUMENTS.items())
    engine.ready(FIRST)
    engine.activate(FIRST)
    return engine


def words(text, field="alles", boost=1.0):
    return Words(field, tuple((token, 1.0) for token in text.split()), boost)


def ask(text, **more):
    return Query(words=(words(text),), **more)


def ids(found):
    return [hit.id for hit in found.hits]


def test_before_the_first_run_nothing_is_live_and_a_search_says_so(engine):
    assert engine.live() is None
    assert engine.indexes() == []
    with pytest.raises(IndexMissing):
        engine.search(ask("led"))


def test_an_index_that_nobody_made_is_missing(engine):
    with pytest.raises(IndexMissing):
        engine.count(FIRST)


def test_a_new_index_is_empty_and_not_live(engine):
    engine.create(FIRST)
    engine.ready(FIRST)
    assert (engine.count(FIRST), engine.live(), engine.indexes()) == (0, None, [FIRST])


def test_an_empty_index_answers_with_nothing(engine):
    engine.create(FIRST)
    engine.ready(FIRST)
    engine.activate(FIRST)
    found = engine.search(ask("led", facets=("kind",)))
    assert (found.total, found.hits, found.facets) == (0, (), {"kind": {}})
    assert engine.search(Query(sort="changed")).total == 0


def test_an_index_name_is_taken_only_once(filled):
    with pytest.raises(EngineError, match="schon"):
        filled.create(FIRST)


def test_any_of_the_words_finds_and_more_of_them_rank_higher(filled):
    found = filled.search(ask("led laterne strom"))
    assert found.total == 4
    assert ids(found)[0] in ("p1", "o1")
    assert set(ids(found)) == {"p1", "p2", "o1", "n1"}
    assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


def test_a_heavier_token_ranks_its_documents_higher(filled):
    led, pegel = (("led", 1.0), ("pegel", 9.0)), (("led", 9.0), ("pegel", 1.0))
    assert ids(filled.search(Query(words=(Words("alles", led),))))[0] == "p2"
    assert ids(filled.search(Query(words=(Words("alles", pegel),))))[0] == "o1"


def test_a_boosted_field_counts_by_its_boost(filled):
    plain = filled.search(Query(words=(words("pegel", "titel"),))).hits[0].score
    double = filled.search(Query(words=(words("pegel", "titel", 2.0),))).hits[0].score
    assert double == pytest.approx(2 * plain, rel=1e-5)


def test_scores_of_several_fields_add_up(filled):
    alles, titel = words("pegel"), words("pegel", "titel")
    parts = [filled.search(Query(words=(one,))).hits[0].score for one in (alles, titel)]
    assert filled.search(Query(words=(alles, titel))).hits[0].score == pytest.approx(sum(parts), rel=1e-5)


def test_a_token_given_twice_counts_twice(filled):
    once = filled.search(ask("pegel")).hits[0].score
    assert filled.search(ask("pegel pegel")).hits[0].score == pytest.approx(2 * once, rel=1e-5)


def test_words_without_a_token_find_nothing(filled):
    assert filled.search(Query(words=(Words("alles", ()),))).total == 0


def test_thousands_of_tokens_are_asked_by_the_heaviest(filled):
    tokens = tuple((f"unbekannt{number}", 1.0) for number in range(3000))
    assert ids(filled.search(Query(words=(Words("alles", (*tokens, ("pegel", 5.0))),)))) == ["p2"]


def test_no_words_at_all_means_every_document_in_order_of_id(filled):
    found = filled.search(Query())
    assert (found.total, ids(found)) == (5, ["n1", "n2", "o1", "p1", "p2"])


def test_without_words_a_field_sorts_the_newest_first_and_the_undated_last(filled):
    assert ids(filled.search(Query(sort="changed"))) == ["p2", "o1", "p1", "n1", "n2"]
    assert ids(filled.search(Query(sort="changed", size=2, offset=2))) == ["p1", "n1"]


def test_a_filter_narrows_and_leaves_the_scores_alone(filled):
    plain = {hit.id: hit.score for hit in filled.search(ask("led")).hits}
    found = filled.search(ask("led", scope=(Filter("land", ("Hessen",)),)))
    assert ids(found) == ["p1"]
    assert found.hits[0].score == pytest.approx(plain["p1"], rel=1e-6)


def test_several_values_of_a_filter_widen_and_several_filters_narrow(filled):
    both = Filter("kind", ("practice", "need"))
    assert filled.search(Query(scope=(both,))).total == 4
    assert set(ids(filled.search(Query(scope=(both, Filter("land", ("Bayern",))))))) == {"n2"}


def test_a_filter_without_values_lets_nothing_through(filled):
    assert filled.search(Query(scope=(Filter("land", ()),))).total == 0


def test_a_value_is_matched_whole(filled):
    assert filled.search(Query(scope=(Filter("land", ("Hess",)),))).total == 0
    assert filled.search(Query(scope=(Filter("land", ("hessen",)),))).total == 0


def test_a_field_of_tokens_can_be_filtered_by_any_of_them(engine):
    engine.create(FIRST)
    engine.fill(FIRST, [("a", {"suche": "haus garten"}), ("b", {"suche": "haus"}), ("c", {"suche": "baum"}), ("d", {})])
    engine.ready(FIRST)
    assert ids(engine.search(Query(scope=(Filter("suche", ("haus",)),)), FIRST)) == ["a", "b"]
    both = (Filter("suche", ("haus", "baum")), Filter("suche", ("garten", "baum")))
    assert ids(engine.search(Query(scope=both), FIRST)) == ["a", "c"]
    assert engine.frequency("suche", "haus", FIRST) == 2


def test_a_range_holds_if_any_value_lies_inside_bounds_included(filled):
    assert set(ids(filled.search(Query(ranges=(Range("lat", 51.3, 52.0),))))) == {"p1"}
    assert set(ids(filled.search(Query(ranges=(Range("lat", 50.1, 50.5),))))) == {"p1", "p2"}


def test_a_range_may_be_open_on_either_side(filled):
    assert set(ids(filled.search(Query(ranges=(Range("changed", 200),))))) == {"p2", "o1"}
    assert set(ids(filled.search(Query(ranges=(Range("changed", None, 200),))))) == {"p1", "o1"}
    assert filled.search(Query(ranges=(Range("changed"),))).total == 5


def test_a_phrase_wants_its_words_side_by_side_and_in_order(filled):
    assert ids(filled.search(Query(phrases=(Phrase("folge", ("mit", "led")),)))) == ["p1"]
    assert filled.search(Query(phrases=(Phrase("folge", ("led", "mit")),))).total == 0
    assert ids(filled.search(Query(phrases=(Phrase("folge", ("nach",)),)))) == ["p2"]


def test_a_phrase_narrows_the_words_without_a_score_of_its_own(filled):
    phrase = Phrase("folge", ("led", "nach", "straßenbeleuchtung"))
    found = filled.search(ask("strom", phrases=(phrase,)))
    assert ids(found) == ["p2"]
    assert found.hits[0].score == pytest.approx(
        {h.id: h.score for h in filled.search(ask("strom")).hits}["p2"], rel=1e-6
    )


def test_a_phrase_on_a_field_without_positions_is_an_error(filled):
    with pytest.raises(EngineError):
        filled.search(Query(phrases=(Phrase("alles", ("led", "laterne")),)))


def test_facets_count_the_hits_exactly_and_a_doubled_value_once(filled):
    found = filled.search(ask("laterne", facets=("kind", "topic")))
    assert found.facets["kind"] == {"practice": 1, "offering": 1, "need": 1}
    assert found.facets["topic"] == {"energie": 2, "licht": 2}


def test_a_ticked_value_narrows_hits_and_other_facets_but_not_its_own(filled):
    ticked = ask("laterne", chosen=(Filter("kind", ("need",)),), facets=("kind", "topic"))
    found = filled.search(ticked)
    assert (found.total, ids(found)) == (1, ["n1"])
    assert found.facets["kind"] == {"practice": 1, "offering": 1, "need": 1}
    assert found.facets["topic"] == {"licht": 1}


def test_ticks_on_two_fields_narrow_each_others_counts(filled):
    chosen = (Filter("kind", ("practice", "offering")), Filter("land", ("Hessen",)))
    found = filled.search(Query(chosen=chosen, facets=("kind", "land", "topic")))
    assert set(ids(found)) == {"p1", "p2"}
    assert found.facets["kind"] == {"practice": 2, "need": 1}
    assert found.facets["land"] == {"Hessen": 2, "Bayern": 1}
    assert found.facets["topic"] == {"energie": 1, "licht": 1, "wasser": 1}


def test_the_scope_also_narrows_the_facets(filled):
    found = filled.search(
        Query(scope=(Filter("land", ("Bayern",)),), facets=("kind",), chosen=(Filter("kind", ("need",)),))
    )
    assert found.facets["kind"] == {"offering": 1, "need": 1}


def test_a_page_of_size_nothing_still_counts(filled):
    found = filled.search(ask("laterne", size=0, facets=("kind",)))
    assert (found.total, found.hits) == (3, ())
    assert sum(found.facets["kind"].values()) == 3
    assert filled.search(Query(size=0)).total == 5
    assert filled.search(Query(size=0, sort="changed")).total == 5


def test_pages_join_without_doubles_or_gaps_even_in_one_long_tie(engine):
    engine.create(FIRST)
    engine.fill(FIRST, ((f"r{number * 37 % 100:03d}", {"alles": "gleich", "changed": 1}) for number in range(100)))
    engine.ready(FIRST)
    everyone = [f"r{number:03d}" for number in range(100)]
    for query in ({"words": (words("gleich"),)}, {}, {"sort": "changed"}):
        pages = [engine.search(Query(**query, size=7, offset=start), FIRST) for start in range(0, 105, 7)]
        assert [key for page in pages for key in ids(page)] == everyone
        assert {page.total for page in pages} == {100}


def test_a_page_past_the_end_is_empty_and_knows_the_total(filled):
    for start in (50, 10**9):
        _assert_empty_page(filled, start)


def _assert_empty_page(filled, start):
    for query in (ask("laterne", offset=start), Query(offset=start), Query(sort="changed", offset=start)):
        found = filled.search(query)
        assert found.hits == ()
        assert found.total in (3, 5)


def test_a_swap_changes_all_answers_at_once(filled):
    filled.create(SECOND)
    filled.fill(SECOND, [("neu", DOCUMENTS["p1"])])
    filled.ready(SECOND)
    assert "neu" not in ids(filled.search(ask("led")))
    filled.activate(SECOND)
    assert filled.live() == SECOND
    assert ids(filled.search(ask("led"))) == ["neu"]
    assert set(ids(filled.search(ask("led"), FIRST))) == {"p1", "o1"}


def test_indexes_are_listed_oldest_first(filled):
    filled.create(SECOND)
    assert filled.indexes() == [FIRST, SECOND]


def test_only_an_existing_index_can_go_live(filled):
    with pytest.raises(IndexMissing):
        filled.activate(SECOND)
    assert filled.live() == FIRST


def test_a_dropped_index_is_gone_and_the_live_one_cannot_be_dropped(filled):
    filled.create(SECOND)
    filled.activate(SECOND)
    filled.drop(FIRST)
    assert filled.indexes() == [SECOND]
    with pytest.raises(IndexMissing):
        filled.search(ask("led"), FIRST)
    with pytest.raises(EngineError, match="in Gebrauch"):
        filled.drop(SECOND)


def test_filling_replaces_by_id_and_tells_how_many_went_in(engine):
    engine.create(FIRST)
    assert engine.fill(FIRST, [*DOCUMENTS.items(), ("p1", DOCUMENTS["n2"])]) == 6
    engine.ready(FIRST)
    assert engine.count(FIRST) == 5
    assert engine.fill(FIRST, [("p2", DOCUMENTS["n2"])]) == 1
    engine.ready(FIRST)
    assert set(ids(engine.search(ask("keller"), FIRST))) == {"p1", "p2", "n2"}


@pytest.mark.parametrize("fields", [{"erfunden": "x"}, {"lat": "nördlich"}, {"titel": 7}, {"kind": 3.5}])
def test_a_document_that_does_not_fit_the_mapping_is_refused_by_name(engine, fields):
    engine.create(FIRST)
    with pytest.raises(BulkFailed, match="r7"):
        engine.fill(FIRST, [("r7", fields)])


def test_an_upsert_is_found_when_it_returns(filled):
    filled.upsert(FIRST, [("n1", {"kind": "need", "alles": "brücke"}), ("n9", {"kind": "need", "alles": "brücke"})])
    assert ids(filled.search(ask("brücke"))) == ["n1", "n9"]
    assert "n1" not in ids(filled.search(ask("laterne")))
    assert filled.count(FIRST) == 6


def test_a_deleted_document_is_gone_when_it_returns(filled):
    filled.delete(FIRST, ["p1", "nie dagewesen"])
    assert "p1" not in ids(filled.search(ask("led laterne", facets=("kind",))))
    assert filled.search(Query(facets=("kind",))).facets["kind"] == {"practice": 1, "offering": 1, "need": 2}
    assert (filled.count(FIRST), filled.search(Query()).total) == (4, 4)


def test_live_changes_to_an_index_that_is_not_there_are_an_error(engine):
    with pytest.raises(IndexMissing):
        engine.upsert(FIRST, [("n1", DOCUMENTS["n1"])])
    with pytest.raises(IndexMissing):
        engine.delete(FIRST, ["n1"])


def test_frequency_counts_documents_and_forgets_deleted_ones(filled):
    assert filled.frequency("alles", "laterne") == 3
    assert filled.frequency("alles", "unbekannt") == 0
    filled.delete(FIRST, ["n1"])
    assert filled.frequency("alles", "laterne", FIRST) == 2


def test_every_document_has_the_sentinel_in_every_scored_field(filled):
    assert {filled.frequency(field, SENTINEL) for field in Mapping.load().scored_fields} == {5}


def test_an_over_long_token_is_cut_the_same_way_in_the_index_and_in_a_query(filled):
    filled.upsert(FIRST, [("lang", {"alles": "kurz " + "x" * 300, "trait": "z" * 300})])
    assert ids(filled.search(ask("x" * 200))) == ["lang"]
    assert ids(filled.search(ask("x" * 300))) == ["lang"]
    assert filled.search(ask("x" * 100)).total == 0


@pytest.mark.parametrize("text", ['"', "a AND (b", "alles:*", "\\", "\ud800", "😀", "\x00", "{}", "led) OR (x"])
def test_no_text_a_user_types_is_read_as_a_query_language(filled, text):
    tokens = Words("alles", ((text, 1.0),))
    assert filled.search(Query(words=(tokens,))).total == 0
    assert filled.search(Query(scope=(Filter("land", (text,)),))).total == 0
    assert filled.search(Query(phrases=(Phrase("folge", (text, text)),))).total == 0


def test_health_says_in_german_how_the_engine_is(filled):
    health = filled.health()
    assert health.ok
    assert "5 Einträge" in health.says
