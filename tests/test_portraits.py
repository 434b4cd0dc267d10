import pytest

from indexer import NotFound
from matcher import Service


def test_a_record_is_shown_with_its_places_topics_contact_and_neighbours(service: Service) -> None:
    page = service.record("p002")
    assert ("Darmstadt", "06411000") in page.places
    assert page.topics
    assert page.similar
    assert page.contact.address
    assert "p002" not in {hit.record.id for hit in page.similar}


def test_an_unknown_record_is_not_found(service: Service) -> None:
    with pytest.raises(NotFound):
        service.record("p999")


def test_a_municipality_shows_its_records_and_those_like_it(service: Service) -> None:
    page = service.municipality("06440004")
    assert (page.name, page.district) == ("Büdingen", "Wetteraukreis")
    assert page.records
    assert len(page.alike) == 6
    assert all(town.ags != page.key for town, _ in page.alike)


def test_a_small_town_without_records_still_has_towns_like_it(service: Service) -> None:
    page = service.municipality("06531001")
    assert page.municipality is not None
    assert page.municipality.inhabitants < 5_000
    assert page.alike


def test_a_district_shows_the_records_of_its_municipalities_too(service: Service) -> None:
    page = service.municipality("06440")
    own = {hit.record.id for hit in service.municipality("06440004").records}
    assert own <= {hit.record.id for hit in page.records}


@pytest.mark.parametrize("key", ["00000000", "99", "", "abc", "0644000412345"])
def test_a_key_of_neither_is_not_found(service: Service, key: str) -> None:
    with pytest.raises(NotFound):
        service.municipality(key)


def test_a_provider_shows_offerings_and_the_practices_that_name_it(service: Service) -> None:
    page = service.provider("Spekter GmbH")
    assert {hit.record.kind for hit in page.offerings} == {"offering"}
    assert {hit.record.kind for hit in page.practices} == {"practice"}


def test_a_provider_that_nobody_names_is_not_found(service: Service) -> None:
    with pytest.raises(NotFound):
        service.provider("Niemand GmbH")
