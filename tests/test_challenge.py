import pytest

from matcher import Service
from matcher.answers import Understood


@pytest.fixture(scope="module")
def lanterns(service: Service) -> Understood:
    return service.match(
        "Wie in Hanau wollen wir unsere 400 Laternen gemeinsam mit anderen dimmen, bis Ende 2027. "
        "Wir haben 50.000 Euro, die ekom21 kennt uns schon."
    ).understood


def test_what_is_stated_is_said_back(lanterns: Understood) -> None:
    assert lanterns.way == "join"
    assert lanterns.places == (("06435014", "Hanau"),)
    assert lanterns.providers == ("ekom21",)
    assert lanterns.budget_eur == 50_000
    assert lanterns.sizes == ("400 Laternen",)
    assert lanterns.deadline == "Ende 2027"


def test_who_has_said_all_is_asked_nothing(lanterns: Understood) -> None:
    assert lanterns.missing == ()
    assert not lanterns.empty


@pytest.mark.parametrize("text", ["Hallo", "???", "und oder aber", "asdf qwertz", "😀"])
def test_a_text_that_says_nothing_is_known_for_it(service: Service, text: str) -> None:
    assert service.match(text).understood.empty


@pytest.mark.parametrize("text", ["Laternen", "Bauantrag online", "Wir finden keine IT-Leute"])
def test_few_words_that_name_a_topic_say_something(service: Service, text: str) -> None:
    assert not service.match(text).understood.empty
