from matcher import Service


def test_topics_that_have_records_are_suggested_by_their_beginning(service: Service) -> None:
    found = service.suggest("Stark")
    assert "Starkregen" in found
    assert len(found) <= 8


def test_one_letter_suggests_nothing(service: Service) -> None:
    assert service.suggest("S") == ()


def test_a_topic_without_records_is_not_suggested(service: Service) -> None:
    held = {
        concept
        for row in range(service.view().snapshot.size)
        for concept in service.view().snapshot.values("topic", row)
    }
    labels = {service.view().holdings.reading.thesaurus.concepts[concept].label for concept in held}
    assert set(service.suggest("ha")) <= labels


def test_two_places_of_one_name_are_told_apart(service: Service) -> None:
    found = [row for row in service.places("Homberg") if row[1].startswith("Homberg")]
    assert len({note for _, _, note in found}) == len(found) >= 2
    assert all("Einwohner" in note for _, _, note in found)


def test_what_is_typed_into_the_field_is_asked_about_when_two_places_have_the_name(service: Service) -> None:
    asked = service.place_named("Homberg")
    assert asked.key is None
    assert len(asked.choices) >= 2
    assert service.place_named("Homberg (Efze)").key == "06634009"
