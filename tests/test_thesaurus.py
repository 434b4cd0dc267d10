"""Topics found in what people and offices write."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SettingsError
from indexer.language.analyzer import Analyzer
from indexer.language.concepts import Concept
from indexer.language.thesaurus import Thesaurus

HEAD = '[fields]\nenergie = "Energie"\n[concepts]\n'
LIGHT = (
    'licht = { label = "Beleuchtung", field = "energie", alt = [], lay = ["Laterne"], broader = [], related = [] }\n'
)
SAMPLE = Path(__file__).parent.parent / "sample"


def found(thesaurus: Thesaurus, analyzer: Analyzer, text: str, query: bool = False) -> set[str]:
    return {tag.concept for tag in thesaurus.tag(analyzer.analyze(text, query))}


def small(analyzer: Analyzer, *concepts: Concept) -> Thesaurus:
    return Thesaurus({concept.id: concept for concept in concepts}, analyzer)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Die Laternen brennen die ganze Nacht.", "strassenbeleuchtung"),
        ("Straßenlampen auf LED umrüsten", "strassenbeleuchtung"),
        ("Falschparker stehen im Weg", "rettungswege"),
        ("Falschparker stehen im Weg", "parkraumkontrolle"),
        ("Wir lesen die Wasseruhren von Hand ab", "wasserzaehler"),
        ("leere Läden in der Altstadt", "leerstand"),
        ("Der Streuwagen fährt, obwohl nichts glatt ist", "winterdienst"),
        ("Nach Gewitter läuft der Bach über", "hochwasser"),
        ("Kein Supermarkt im Ortsteil", "nahversorgung"),
        ("Wir finden keine IT-Leute", "it_fachkraefte"),
        ("Die Straßenbäume vertrocknen", "stadtbaeume"),
        ("Bauantrag online", "bauantrag"),
        ("Die Plattformkosten laufen weiter", "folgekosten"),
        ("digitaler Zwilling der Stadt", "digitaler_zwilling"),
        ("Umsetzung des OZG", "onlinezugang"),
    ],
)
def test_what_people_say_names_the_topic(thesaurus: Thesaurus, analyzer: Analyzer, text: str, concept: str) -> None:
    assert concept in found(thesaurus, analyzer, text)


def test_lower_case_typing_names_the_same_topic(thesaurus: Thesaurus, analyzer: Analyzer) -> None:
    assert "winterdienst" in found(thesaurus, analyzer, "streuwagen winterdienst", query=True)


def test_a_verb_is_no_noun_in_a_text_with_capitals(thesaurus: Thesaurus, analyzer: Analyzer) -> None:
    assert "steuern" in found(thesaurus, analyzer, "Die Gemeinde erhöht die Steuern im nächsten Haushalt")
    assert "steuern" not in found(thesaurus, analyzer, "Die Leuchten im Park steuern Sensoren und Funknetz")


def test_a_tag_says_where_and_whether_people_said_it(thesaurus: Thesaurus, analyzer: Analyzer) -> None:
    text = "Kaputte Straßenlaterne"
    tag = next(tag for tag in thesaurus.tag(analyzer.analyze("Die Wasseruhr und der Wasserzähler")) if tag.lay)
    assert (tag.concept, tag.start, tag.end) == ("wasserzaehler", 4, 13)
    assert {text[t.start : t.end] for t in thesaurus.tag(analyzer.analyze(text))} >= {"Straßenlaterne"}


def test_a_longer_official_wording_hides_what_lies_within(analyzer: Analyzer) -> None:
    thesaurus = small(
        analyzer, Concept("zwilling", "Digitaler Zwilling", "x"), Concept("geburt", "Geburt", "x", alt=("Zwilling",))
    )
    assert found(thesaurus, analyzer, "ein digitaler Zwilling") == {"zwilling"}
    assert found(thesaurus, analyzer, "ein Zwilling") == {"geburt"}


def test_the_official_words_widen_a_query_and_common_ones_do_not(thesaurus: Thesaurus, analyzer: Analyzer) -> None:
    terms = thesaurus.terms("digitaler_zwilling")
    (twin,) = analyzer.analyze("Zwilling")
    (digital,) = analyzer.analyze("digitaler")
    assert twin.terms[0] in terms
    assert digital.terms[0] not in terms


def test_the_shipped_thesaurus_is_large_and_sound(thesaurus: Thesaurus) -> None:
    assert len(thesaurus.concepts) >= 1000
    assert thesaurus.check() == []


def test_every_record_of_the_sample_has_topics_and_none_marks_a_quarter(
    thesaurus: Thesaurus, analyzer: Analyzer
) -> None:
    lines = [line for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    texts = {row["id"]: ". ".join((row["title"], row["summary"], *row["topics"])) for row in rows}
    tokens = dict(zip(texts, analyzer.analyze_many(texts.values()), strict=True))
    covered = thesaurus.coverage(tokens)
    assert {key for keys in covered.values() for key in keys} == set(texts)
    assert max(map(len, covered.values())) <= len(texts) / 4


def test_every_topic_word_of_the_sample_is_an_official_word(thesaurus: Thesaurus, analyzer: Analyzer) -> None:
    lines = [line for file in sorted(SAMPLE.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    words = {topic for line in lines for topic in json.loads(line)["topics"]}
    unknown = {word for word in words if all(tag.lay for tag in thesaurus.tag(analyzer.analyze(word)))}
    assert unknown == set()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (HEAD + 'licht = { label = "", field = "energie" }', "licht"),
        (HEAD + 'licht = { label = "Licht", field = "wasser" }', "licht"),
        (HEAD + 'licht = { label = "Licht", field = "energie", alt = "Lampe" }', "licht"),
        (HEAD + 'licht = { label = "Licht", field = "energie", farbe = "gelb" }', "farbe"),
        (HEAD + 'licht = { label = "Licht", field = "energie", broader = ["sonne"] }', "sonne"),
        (HEAD + 'licht = "Licht"', "licht"),
        ("[fields]", "[concepts]"),
        ("das ist kein TOML", "nicht lesbar"),
    ],
)
def test_a_malformed_file_is_refused_by_name(tmp_path: Path, analyzer: Analyzer, content: str, named: str) -> None:
    path = tmp_path / "thesaurus.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(SettingsError) as refused:
        Thesaurus.load(analyzer, path)
    assert named in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    with pytest.raises(SettingsError):
        Thesaurus.load(analyzer, tmp_path / "nichts.toml")


def test_the_version_is_that_of_the_file(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "thesaurus.toml"
    path.write_text(HEAD + LIGHT, "utf-8")
    first = Thesaurus.load(analyzer, path).version
    path.write_text(HEAD + LIGHT.replace("Laterne", "Lampe"), "utf-8")
    assert Thesaurus.load(analyzer, path).version != first


def test_kept_words_find_the_same_and_a_changed_file_is_read_anew(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "thesaurus.toml"
    path.write_text(HEAD + LIGHT, "utf-8")
    fresh, kept = (Thesaurus.load(analyzer, path, tmp_path / "cache") for _ in range(2))
    assert fresh.wordings == kept.wordings
    path.write_text(HEAD + LIGHT.replace("Laterne", "Lampe"), "utf-8")
    assert found(Thesaurus.load(analyzer, path, tmp_path / "cache"), analyzer, "Lampe") == {"licht"}


def test_broken_kept_words_are_read_anew(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "thesaurus.toml"
    path.write_text(HEAD + LIGHT, "utf-8")
    (tmp_path / "thesaurus.json").write_text("{", "utf-8")
    assert found(Thesaurus.load(analyzer, path, tmp_path), analyzer, "Laternen") == {"licht"}


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, analyzer: Analyzer) -> None:
    path = tmp_path / "thesaurus.toml"
    path.write_text(HEAD + LIGHT, "utf-8")
    assert found(Thesaurus.load(analyzer, path, path / "no-folder"), analyzer, "Laternen") == {"licht"}


def test_the_check_finds_circles_doubles_lost_words_and_missing_lay_words(analyzer: Analyzer) -> None:
    faults = small(
        analyzer,
        Concept("a", "Anfang", "x", lay=("Beginn",), broader=("b",)),
        Concept("b", "Bach", "x", lay=("alles digital",), broader=("a",)),
        Concept("c", "Bäche", "x"),
        Concept("d", "das ist so", "x", lay=("Bach",), related=("b",)),
    ).check()
    for said in ("a: steht über sich", "(b) und „Bäche“ (c)", "„alles digital“", "bleibt nichts", "c: kein Laienwort"):
        assert any(said in fault for fault in faults), said
    assert not any("(b) und „Bach“ (d)" in fault for fault in faults)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it_and_every_tag_lies_in_the_text(thesaurus: Thesaurus, analyzer: Analyzer, text: str) -> None:
    for tag in thesaurus.tag(analyzer.analyze(text)):
        assert tag.concept in thesaurus.concepts
        assert 0 <= tag.start < tag.end <= len(text)


def test_no_wording_goes_beyond_a_sentence(analyzer: Analyzer) -> None:
    small_one = small(analyzer, Concept("bach", "Gewässer", "umwelt", ("Bach läuft über",), (), (), ()))
    for text, expected in (("Der Bach läuft über die Straße", 1), ("Wir messen den Bach. Läuft über Funk.", 0)):
        assert len(small_one.tag(analyzer.analyze(text), text)) == expected
