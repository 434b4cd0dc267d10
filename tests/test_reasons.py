from dataclasses import replace

import pytest

from matcher import Service
from matcher.likeness import Place
from matcher.question import Named, Question, ask
from matcher.reasons import Asker, listed, reason

TOWN = Place("06437003", "A", "Gemeinde", 6_200, 30, None, None)
OTHER = Place("06437007", "B", "Gemeinde", 8_100, 60, None, None)
CITY = Place("06412000", "F", "kreisfreie Stadt", 770_000, 250, None, None)


def asker(service: Service, text: str, place: Place | None = None) -> Asker:
    view = service.view()
    reading = view.holdings.reading
    question = ask(text, reading, view.snapshot, None) if text else Question({}, {})
    return Asker(question, view.snapshot, reading.thesaurus.concepts, place)


def why(service: Service, id: str, text: str, mine: Place | None = None, other: Place | None = None) -> str:
    row = service.view().snapshot.row(id)
    assert row is not None
    return reason(asker(service, text, mine), row, service.record(id).record, other)


def test_shared_topics_are_named_by_their_label(service: Service) -> None:
    assert "Starkregen" in why(service, "p001", "Bei Starkregen läuft der Bach über")


def test_words_are_quoted_as_they_were_written(service: Service) -> None:
    assert "„Sturzfluten“" in why(service, "p001", "Sturzfluten")


def test_similar_size_is_told_with_both_numbers(service: Service) -> None:
    assert "Ähnlich groß (6.200 / 8.100 Einwohner)." in why(service, "p001", "Starkregen", TOWN, OTHER)
    assert "Ähnlich groß" not in why(service, "p001", "Starkregen", TOWN, CITY)


def test_a_reason_is_never_empty_and_invents_nothing(service: Service) -> None:
    assert why(service, "p001", "").startswith("Beschreibt Verwandtes mit anderen Worten.")


def test_references_of_a_provider_are_its_own_word(service: Service) -> None:
    record = next(r for r in offerings(service) if service.record(r).record.references)
    assert "(eigene Angabe)" in why(service, record, "Sensoren")


def offerings(service: Service) -> list[str]:
    return [id for id in service.view().snapshot.ids if id.startswith("o")]


@pytest.mark.parametrize(
    ("names", "told"),
    [((), ""), (("A",), "A"), (("A", "B"), "A und B"), (("A", "B", "C", "D", "E"), "A, B, C und 2 weitere")],
)
def test_names_are_listed_as_german_lists_them(names: tuple[str, ...], told: str) -> None:
    assert listed(names) == told


def test_numbers_are_no_shared_words(service: Service) -> None:
    record = next(r for r in map(service.record, service.view().snapshot.ids) if "000" in r.record.summary)
    told = why(service, record.record.id, "Wir haben 20.000 Euro für 2022 und 000 weitere")
    assert "000" not in told
    assert "2022" not in told


@pytest.fixture(scope="module")
def roads(service: Service) -> str:
    """A record that has "Straße" in many words, and no trees."""
    return next(
        id
        for id in service.view().snapshot.ids
        if "Straßenzustand" in service.record(id).record.title and "baum" not in repr(service.record(id).record).lower()
    )


def test_a_compound_is_no_shared_word_because_of_its_first_part(service: Service, roads: str) -> None:
    assert "Straßenbäume" not in why(service, roads, "Unsere Straßenbäume vertrocknen")


def test_a_compound_that_shares_its_last_part_is_called_alike(service: Service, roads: str) -> None:
    assert "Ähnliches Wort: „Gebäudezustand“." in why(service, roads, "Niemand kennt den Gebäudezustand")


def test_a_verb_in_a_text_with_capitals_is_no_reason(service: Service) -> None:
    assert "„merken“" not in why(service, "p001", "Am Bach merken wir es zu spät")
    assert "„sturzfluten“" in why(service, "p001", "sturzfluten")


def test_whom_the_sender_names_is_told_so(service: Service) -> None:
    record = next(r for r in map(service.record, offerings(service)) if r.record.provider)
    provider, row = record.record.provider or "", service.view().snapshot.row(record.record.id)
    asked = replace(asker(service, "Sensoren"), question=Question({}, {}, named=Named(providers=(provider,))))
    assert row is not None
    assert reason(asked, row, record.record, None).startswith("Von Ihnen genannt.")
