"""The index body is OpenSearch's own, and both engines read their fields from it."""

import json

import pytest

from indexer.errors import SettingsError
from indexer.mapping import Mapping


def body(**properties):
    return {"mappings": {"_meta": {"version": 7}, "properties": properties}}


def test_the_shipped_mapping_names_the_fields_of_a_document_by_type():
    mapping = Mapping.load()
    assert {"alles", "titel", "themen", "gramm"} <= set(mapping.scored_fields)
    assert set(mapping.text_fields) == {*mapping.scored_fields, "folge", "suche"}
    assert mapping.raw_fields == ("roh",)
    assert mapping.number_fields == ("lat", "lon", "changed")
    assert {"id", "kind", "visibility", "ags", "topic", "trait"} <= set(mapping.keyword_fields)


def test_a_text_field_tells_what_it_keeps_of_its_tokens():
    mapping = Mapping.load()
    assert [mapping.depth(name) for name in ("suche", "alles", "folge")] == ["docs", "freqs", "positions"]


def test_a_text_field_that_keeps_what_we_do_not_know_is_refused():
    with pytest.raises(SettingsError, match="offsets"):
        Mapping.of(body(titel={"type": "text", "analyzer": "whitespace", "index_options": "offsets"}))


def test_the_shipped_mapping_refuses_fields_that_it_does_not_name():
    assert Mapping.load().body["mappings"]["dynamic"] == "strict"


def test_both_engines_score_with_the_same_two_numbers():
    assert Mapping.load().body["settings"]["index"]["similarity"]["default"] == {"type": "BM25", "k1": 1.2, "b": 0.75}


def test_the_version_is_text_so_that_it_can_stand_in_an_index_name():
    assert Mapping.of(body(id={"type": "keyword"})).version == "7"


@pytest.mark.parametrize("kind", ["geo_point", "nested", "date", None])
def test_a_type_that_the_embedded_engine_does_not_know_is_refused(kind):
    with pytest.raises(SettingsError, match="ort"):
        Mapping.of(body(ort={"type": kind}))


def test_a_text_field_without_an_analyzer_is_refused():
    with pytest.raises(SettingsError, match="Analyzer"):
        Mapping.of(body(titel={"type": "text"}))


def test_a_file_without_a_version_is_refused(tmp_path):
    file = tmp_path / "records.json"
    file.write_text(json.dumps({"mappings": {"properties": {}}}))
    with pytest.raises(SettingsError, match="version"):
        Mapping.load(file)


def test_a_broken_file_is_refused_by_name(tmp_path):
    file = tmp_path / "records.json"
    file.write_text("{")
    with pytest.raises(SettingsError, match=r"records\.json"):
        Mapping.load(file)
