"""Two descriptions of one project are told from two projects that only look alike."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.duplicates.blocking import pairs
from indexer.duplicates.likeness import compared, likeness, surely_different
from indexer.duplicates.traits import traits_of
from indexer.records import Record, record_from

SAMPLE = Path(__file__).parent.parent / "sample"
SUMMARY = (
    "Sensoren messen den Pegel am Bach und melden jede Minute den Stand. Steigt das Wasser, warnt die Leitstelle "
    "die Feuerwehr und die Anlieger per App."
)
SITUATION = "Nach dem Starkregen im Mai standen zwölf Keller unter Wasser, und niemand hatte rechtzeitig gewarnt."


def record(id_: str = "a", title: str = "Pegel am Bach messen", **more: object) -> Record:
    given: dict[str, Any] = {
        "id": id_,
        "kind": "practice",
        "title": title,
        "municipalities": ["Lollar"],
        "start_year": 2023,
        "summary": SUMMARY,
        "situation": SITUATION,
        "source_url": "https://stadt.example/pegel",
    }
    return record_from({**given, **more})


ELSEWHERE: dict[str, Any] = {"id_": "b", "source_url": "https://portal.example/17"}


@pytest.mark.parametrize(
    "second",
    [
        record(**ELSEWHERE),
        record(title="Lollar: Pegel am Bach mesen", **ELSEWHERE),
        record(situation="", **ELSEWHERE),
        record(summary=SUMMARY + " Die Kosten trug das Land.", start_year=None, **ELSEWHERE),
        record(municipalities=["Staufenberg"], **ELSEWHERE),
        record(summary="", situation="", **ELSEWHERE),
    ],
    ids=["copy", "misspelt", "shortened", "extended", "joint project", "title alone"],
)
def test_one_project_told_twice_is_clear(second: Record) -> None:
    assert likeness(record(), second).verdict == "clear"


@pytest.mark.parametrize(
    "second",
    [
        record(title="Pegel am Bach messen 2.0", start_year=2025, summary="Neue Sensoren kommen hinzu.", **ELSEWHERE),
        record(start_year=2019, summary="", situation="", **ELSEWHERE),
        record(title="Freibad zeigt Auslastung", summary="", situation="", **ELSEWHERE),
    ],
    ids=["follow-up", "another year", "another project of the town"],
)
def test_projects_that_only_look_alike_are_different(second: Record) -> None:
    assert likeness(record(), second).verdict == "different"


@pytest.mark.parametrize(
    "second",
    [
        record(title="Hochwasser früh erkennen", **ELSEWHERE),
        record(title="Pegel am Bach messen II", **ELSEWHERE),
        record(municipalities=["Staufenberg"], summary="", situation="", **ELSEWHERE),
    ],
    ids=["same text, other title", "same text, numbered", "same title elsewhere, no text"],
)
def test_what_a_person_must_decide_is_doubtful(second: Record) -> None:
    assert likeness(record(), second).verdict == "doubtful"


def test_offerings_of_one_provider_with_one_text_are_not_folded_unasked() -> None:
    one = record("a", "Sensor für Pegel", kind="offering", provider="Wasser GmbH", municipalities=[])
    other = record("b", "Gateway für LoRaWAN", kind="offering", provider="Wasser GmbH", municipalities=[])
    assert likeness(one, other).verdict == "doubtful"


def test_close_meaning_speaks_for_a_reworded_text() -> None:
    reworded = record(summary="Am Gewässer wird der Wasserstand erfasst. " * 3, situation="", **ELSEWHERE)
    assert likeness(record(), reworded).verdict == "doubtful"
    assert likeness(record(), reworded, meaning=0.95).verdict == "clear"


def test_likeness_is_symmetric() -> None:
    one, other = record(), record(title="Pegel messen", start_year=None, **ELSEWHERE)
    assert likeness(one, other) == likeness(other, one)


@pytest.fixture(scope="module")
def sample() -> list[Record]:
    return [
        record_from(json.loads(line))
        for file in sorted(SAMPLE.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]


def test_the_sample_holds_no_duplicate_though_many_titles_are_alike(sample: list[Record]) -> None:
    alike = [
        (one.id, other.id)
        for one, other in combinations(sample, 2)
        if one.kind == other.kind and likeness(one, other).verdict != "different"
    ]
    assert alike == []


def test_a_second_description_of_any_record_of_the_sample_is_found_and_clear(sample: list[Record]) -> None:
    found, clear = 0, 0
    for one in sample:
        other = one.model_copy(update={"id": f"x{one.id}", "source_url": "https://portal.example/", "result": ""})
        traits = [traits_of(each) for each in (*sample[:50], one, other)]
        found += [len(traits) - 2, len(traits) - 1] in pairs(traits).tolist()
        clear += likeness(one, other).verdict == "clear"
    assert (found, clear) == (len(sample), len(sample))


def test_a_block_of_everything_makes_no_pairs() -> None:
    numbers = range(200)
    alike = [record(f"p{n:03}", f"Pegel {n:05}", summary=f"{n} " * 20, situation="") for n in numbers]
    assert len(pairs([traits_of(each) for each in alike])) < len(numbers)


def test_no_records_make_no_pairs() -> None:
    assert pairs([]).tolist() == []
    assert pairs([traits_of(record())]).tolist() == []


TITLES = st.lists(st.sampled_from(["Pegel", "Bach", "messen", "II", "2024", "Lollar", "Smart"]), max_size=5)
RECORDS = st.builds(
    lambda title, words, places, year: record(
        title=" ".join(title) or "Pegel", summary=" ".join(words), situation="", municipalities=places, start_year=year
    ),
    TITLES,
    st.lists(st.sampled_from(SUMMARY.split()), max_size=30),
    st.lists(st.sampled_from(["Lollar", "Staufenberg"]), max_size=2, unique=True),
    st.sampled_from([None, 2020, 2024]),
)


@given(RECORDS, RECORDS, st.none() | st.floats(0, 1))
def test_what_is_surely_different_is_so_whatever_the_meaning(one: Record, other: Record, meaning: float | None) -> None:
    first, second = traits_of(one), traits_of(other)
    if surely_different(first, second):
        assert compared(first, second, meaning).verdict == "different"
