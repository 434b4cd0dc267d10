"""The ways to narrow a search: which parameter stands for which field, and what its values are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from indexer import Filter, Found, Reading
from matcher.answers import Facet, FacetValue
from matcher.facts import KIND_LABELS
from matcher.view import View

VALUES_SHOWN = 40
"""More values than this nobody reads; the most frequent stay, and what is ticked."""

STATES = {"Planung": "in Planung", "Pilot": "Pilotbetrieb", "Betrieb": "läuft", "beendet": "beendet"}
TRAITS = {"nachnutzbar": "schon übernommen", "quelloffen": "Open Source", "kooperation": "sucht Mitstreiter"}
SIZES = ("unter 5.000", "5.000 bis 20.000", "20.000 bis 100.000", "über 100.000")


@dataclass(frozen=True)
class FacetKind:
    """A facet: its parameter, its heading, its field, and how a value is called."""

    name: str
    label: str
    field: str
    call: Callable[[Reading, str], str]


def _plain(_: Reading, value: str) -> str:
    return value


def _topic(reading: Reading, value: str) -> str:
    concept = reading.thesaurus.concepts.get(value)
    return concept.label if concept else value


def _district(reading: Reading, value: str) -> str:
    district = reading.register.district(value)
    return district.name if district else value


FACETS = (
    FacetKind("art", "Art", "kind", lambda _, value: KIND_LABELS.get(value, value)),
    FacetKind("thema", "Thema", "topic", _topic),
    FacetKind("stand", "Stand", "state", lambda _, value: STATES.get(value, value)),
    FacetKind("merkmal", "Merkmal", "trait", lambda _, value: TRAITS.get(value, value)),
    FacetKind("groesse", "Einwohner", "size", _plain),
    FacetKind("land", "Land", "land", _plain),
    FacetKind("kreis", "Kreis", "district", _district),
    FacetKind("jahr", "Beginn", "year", _plain),
)


def filters_of(chosen: Mapping[str, tuple[str, ...]]) -> tuple[Filter, ...]:
    """The ticked values as filters; unknown facet names are passed over."""
    return tuple(Filter(facet.field, chosen[facet.name]) for facet in FACETS if chosen.get(facet.name))


def facets_of(view: View, found: Found, chosen: Mapping[str, tuple[str, ...]]) -> tuple[Facet, ...]:
    """The counted values of every facet, named and in an order that people expect."""
    return tuple(_facet(view.holdings.reading, facet, found, chosen.get(facet.name, ())) for facet in FACETS)


def _facet(reading: Reading, facet: FacetKind, found: Found, ticked: tuple[str, ...]) -> Facet:
    counts = dict.fromkeys(ticked, 0) | found.facets.get(facet.field, {})
    values = [FacetValue(value, facet.call(reading, value), count, value in ticked) for value, count in counts.items()]
    values.sort(key=lambda value: _place(facet, value))
    shown = values[:VALUES_SHOWN] + [value for value in values[VALUES_SHOWN:] if value.chosen]
    return Facet(facet.name, facet.label, tuple(shown))


def _place(facet: FacetKind, value: FacetValue) -> tuple[int, str]:
    """Sizes rise, years fall, everything else by count."""
    if facet.name == "groesse":
        return (SIZES.index(value.value) if value.value in SIZES else len(SIZES), value.value)
    if facet.name == "jahr":
        return (-int(value.value) if value.value.isdigit() else 0, value.value)
    return (-value.count, value.label.casefold())
