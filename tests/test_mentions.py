import pytest

from indexer import Names, Register
from matcher import Service
from matcher.mentions import named, places_in, providers_in
from matcher.question import NOBODY

PROVIDERS = (
    "ekom21",
    "Prosoz",
    "Spekter GmbH",
    "FITKO / 115-Verbund",
    "Tante-M (Chrisma GmbH)",
    "Fraunhofer IESE (in Gründung)",
)


@pytest.fixture(scope="module")
def names(register: Register) -> Names:
    return Names(register)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("In Hanau gibt es das schon, bei uns nicht.", ("06435014",)),
        ("Wie in Hanau wollen wir das lösen", ("06435014",)),
        ("Das läuft in Homberg (Efze) gut", ("06634009",)),
        ("gemeinsam mit dem Landkreis Fulda", ("06631",)),
        ("wie in München", ("09162000",)),
        ("Es geht um Essen in Halle", ()),
        ("mit Kindern und Bürgern in Straßen", ()),
        ("in Licht und Wasser", ()),
    ],
)  # fmt: skip
def test_places_are_named_for_sure_or_not_at_all(
    text: str, keys: tuple[str, ...], names: Names, register: Register
) -> None:
    found = places_in(text, names, register)
    assert found == keys


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Die ekom21 hat uns etwas gezeigt", ("ekom21",)),
        ("Wir kennen Spekter und Prosoz", ("Prosoz", "Spekter GmbH")),
        ("Fitko", ("FITKO / 115-Verbund",)),
        ("Prosozial denken", ()),
        ("", ()),
    ],
)
def test_providers_are_known_without_their_legal_form(text: str, found: tuple[str, ...]) -> None:
    assert providers_in(text, PROVIDERS) == found


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("Wie in Bad Hersfeld sollen Sensoren messen", ("06632002",)),
        ("Wir haben von dem Beispiel aus Hanau gelesen", ("06435014",)),
        ("Meine Kameraden sind tagsüber in Kassel auf der Arbeit", ()),
        ("Das ist wie verhext. Wir waren in Kassel", ()),
    ],
)
def test_a_model_is_a_place_whose_solution_somebody_wants(service: Service, text: str, models: tuple[str, ...]) -> None:
    assert named(service.view(), text).models == models


def test_who_names_nobody_names_nobody(service: Service) -> None:
    assert named(service.view(), "Unsere Laternen brennen") == NOBODY
