import pytest

from indexer import Names, Register
from matcher.mentions import places_in, providers_in

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
