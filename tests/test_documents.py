from datetime import UTC, datetime

from indexer import Mapping, Reading, Record, Stored
from indexer.documents import documents


def stored(places: tuple[str, ...] = (), **more: object) -> Stored:
    given = {"id": "x1", "kind": "practice", "title": "Bachpegel messen", "source_url": "https://beispiel.example/"}
    return Stored(Record.model_validate({**given, **more}), places, "test", None, datetime(2026, 1, 2, tzinfo=UTC))


def document(reading: Reading, record: Stored) -> dict[str, object]:
    return next(iter(documents([record], reading)))[1]


def test_every_field_is_known_to_the_mapping(reading: Reading) -> None:
    made = document(reading, stored(("06440004",), summary="Sensoren warnen.", topics=("Starkregen",)))
    assert set(made) <= Mapping.load().fields


def test_the_full_text_holds_title_texts_and_topics_but_not_the_names(reading: Reading) -> None:
    made = document(reading, stored(summary="Sensoren warnen.", topics=("Starkregen",), municipalities=("Büdingen",)))
    alles, namen = str(made["alles"]).split(), str(made["namen"]).split()
    assert {"sensor", "starkreg"} <= set(alles)
    assert not set(namen) & set(alles)
    assert set(namen) | set(alles) == set(str(made["suche"]).split())


def test_places_bring_district_land_size_and_position(reading: Reading) -> None:
    made = document(reading, stored(("06440004", "06435")))
    assert made["district"] == ["06435", "06440"]
    assert made["land"] == ["Hessen"]
    assert made["size"] == ["20.000 bis 100.000"]
    assert len(made["lat"]) == len(made["lon"]) == 1  # type: ignore[arg-type]  # a list, as the mapping says


def test_topics_come_from_what_a_record_says_it_is_about(reading: Reading) -> None:
    assert "starkregen" in document(reading, stored(topics=("Starkregen",)))["topic"]  # type: ignore[operator]  # a list
    aside = stored(approach="Nebenbei wurde auch über Starkregen gesprochen.")
    assert "starkregen" not in document(reading, aside)["topic"]  # type: ignore[operator]  # a list


def test_traits_tell_what_can_be_taken_over(reading: Reading) -> None:
    made = document(reading, stored(reused_by=("Sinn",), open_source=True, wants_cooperation=None))
    assert made["trait"] == ["nachnutzbar", "quelloffen"]


def test_many_records_come_in_order_and_are_counted(reading: Reading) -> None:
    told: list[int] = []
    records = [stored(title=f"Vorhaben {number}") for number in range(1_201)]
    assert len(list(documents(records, reading, told.append))) == 1_201
    assert told == [500, 1_000, 1_201]
