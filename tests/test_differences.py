from indexer import Record
from matcher.differences import difference
from matcher.likeness import Place

TOWN = Place("06437003", "A", "Gemeinde", 5_000, 30, None, None)
CITY = Place("06412000", "F", "kreisfreie Stadt", 770_000, 250, None, None)
DISTRICT = Place("06631", "Landkreis Fulda", "Landkreis", 227_456, 1_380, None, None)


def practice(**more: object) -> Record:
    given = {"id": "p1", "kind": "practice", "title": "T", "result": "Läuft.", "source_url": "https://example.org/"}
    return Record.model_validate({**given, **more})


def test_a_plan_is_said_first() -> None:
    told = difference(practice(state="Planung", funding_eur=45_000), TOWN, TOWN)
    assert told == "Noch in Planung, Erfahrungen stehen aus; Förderung 45.000 €."


def test_a_record_without_result_says_so() -> None:
    assert difference(practice(result="", state="Betrieb"), None, None) == "Ergebnis noch nicht bekannt."


def test_a_district_is_not_a_town() -> None:
    assert difference(practice(), TOWN, DISTRICT) == "Landkreis mit 227.456 Einwohnern."


def test_another_size_is_told_in_numbers() -> None:
    assert difference(practice(), TOWN, CITY) == "Deutlich größer (770.000 gegenüber 5.000 Einwohnern)."


def test_funding_carries_its_programme_and_partners_are_counted() -> None:
    record = practice(
        municipalities=("A", "B", "C", "D"),
        funding_eur=828_000,
        funding_programme="Starke Heimat Hessen",
        state="Betrieb",
    )
    assert difference(record, None, None) == "4 beteiligte Kommunen; Förderung 828.000 € (Starke Heimat Hessen)."


def test_the_first_pitfall_is_quoted() -> None:
    record = practice(pitfalls="Die Wartung kostet mehr als gedacht. Das Netz reicht nicht überall.")
    assert difference(record, None, None) == "Stolperstein: Die Wartung kostet mehr als gedacht."


def test_an_offering_says_what_is_known_of_its_price() -> None:
    offering = practice(kind="offering", result="")
    assert difference(offering, None, None) == "Preis nicht bekannt."
    assert (
        difference(offering.model_copy(update={"price_note": "ab 5 € je Monat."}), None, None)
        == "Preis: ab 5 € je Monat."
    )


def test_nothing_different_is_nothing_said() -> None:
    assert difference(practice(state="Betrieb"), TOWN, TOWN) == ""
