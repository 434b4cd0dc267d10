"""From what was typed as a municipality to its key."""

from __future__ import annotations

from matcher import Service
from webui.placing import Placed, choice, placed


def test_nothing_typed_is_nobody(service: Service) -> None:
    assert placed(service, "", "") == Placed()
    assert placed(service, "", "06535016") == Placed()


def test_a_name_that_is_sure_gives_its_key(service: Service) -> None:
    assert placed(service, "Schotten", "").key == "06535016"
    assert placed(service, "Vogelsbergkreis", "").key == "06535"


def test_a_suggestion_counts_only_with_its_name(service: Service) -> None:
    ohm = next(key for key, name, _ in service.places("Homberg (O") if "Ohm" in name)
    name = getattr(service.place(ohm), "name", "")
    assert placed(service, name, ohm).key == ohm
    assert placed(service, "Schotten", ohm).key == "06535016"


def test_a_name_of_several_is_asked_about_and_a_choice_is_taken(service: Service) -> None:
    found = placed(service, "Homberg", "")
    assert found.key is None
    assert {"Homberg (Efze)", "Homberg (Ohm)"} <= {each.name for each in found.choices}
    assert "mehrmals" in found.trouble
    assert placed(service, "Homberg", found.choices[0].key).key == found.choices[0].key


def test_an_unknown_name_is_said(service: Service) -> None:
    found = placed(service, "Xyzstadt", "")
    assert (found.key, found.choices) == (None, ())
    assert "Xyzstadt" in found.trouble


def test_a_choice_tells_what_tells_it_apart(service: Service) -> None:
    town, district = service.place("06535016"), service.place("06535")
    assert town is not None
    assert district is not None
    assert choice(service, town).note.startswith("Vogelsbergkreis, Hessen, ")
    assert choice(service, district).note.endswith("in Hessen")
