"""What the pages of one record, one municipality and one provider show."""

from __future__ import annotations

from collections.abc import Sequence

from indexer import Filter, NotFound, Query, Record, Words
from matcher.answers import MunicipalityPage, ProviderPage, RecordPage, SearchHit, Topic
from matcher.cards import search_hits
from matcher.facts import contact_of, first_text, state_in_words, who
from matcher.likeness import alike
from matcher.rescoring import in_order
from matcher.view import View

SIMILAR = 4
LOOKED_AT = 200  # hits of the engine that are put in the order of the snapshot
ALIKE = 6

MOST_LISTED = 100
"""Records listed on the page of a municipality or a provider."""


def record_page(view: View, id: str) -> RecordPage:
    """One record with its neighbours; raises NotFound, also when the caller may not see it."""
    cards = view.holdings.store.cards
    id = cards.leader(id)
    stored, row = cards.merged([id]).get(id), view.snapshot.row(id)
    if stored is None or row is None or not view.snapshot.allowed(view.scope)[row]:
        raise NotFound("Diesen Eintrag gibt es nicht.", "Vielleicht wurde er zurückgezogen.")
    record, name = stored.record, who(stored.record)
    concepts = view.holdings.reading.thesaurus.concepts
    return RecordPage(
        record=record,
        places=_named_places(view, record),
        state=state_in_words(record),
        topics=tuple(Topic(id, concepts[id].label) for id in view.snapshot.values("topic", row)),
        contact=contact_of(record, name, view.holdings.settings.office, first_text(record, name, "", None)),
        similar=search_hits(view, _similar(view, record), frozenset()),
        as_of=stored.changed.date(),
        note=stored.note,
    )


def _named_places(view: View, record: Record) -> tuple[tuple[str, str | None], ...]:
    return tuple((name, view.holdings.names.resolve(name, record.land).key) for name in record.municipalities)


def _similar(view: View, record: Record) -> list[str]:
    """Records that share words of title and topics, best first, without the record itself."""
    tokens = view.holdings.reading.analyzer.analyze(". ".join((record.title, *record.topics)))
    terms = tuple((term, 1.0) for term in dict.fromkeys(term for token in tokens for term in token.terms))
    query = Query(words=(Words("themen", terms), Words("titel", terms)), scope=view.scope, size=LOOKED_AT)
    found = [hit.id for hit in view.holdings.engine.search(query, view.index).hits if hit.id != record.id]
    return in_order(view, query, found)[:SIMILAR]


def municipality_page(view: View, key: str) -> MunicipalityPage:
    """A municipality (8 digits) or a district (5 digits) with its records; raises NotFound for a key of neither."""
    register = view.holdings.reading.register
    municipality, district = register.municipality(key), register.district(key[:5])
    place = municipality or (district if len(key) == len(key[:5]) else None)
    if place is None:
        raise NotFound("Diese Kommune steht nicht im Verzeichnis.", "Bitte suchen Sie sie über die Startseite.")
    field = "ags" if municipality else "district"
    return MunicipalityPage(
        key=municipality.ags if municipality else key,
        name=place.name,
        kind=place.kind,
        land=place.land,
        district=district.name if district and municipality else "",
        municipality=municipality,
        records=_listed(view, (Filter(field, (municipality.ags if municipality else key,)),)),
        alike=alike(municipality, register, ALIKE) if municipality else (),
    )


def provider_page(view: View, name: str) -> ProviderPage:
    """A provider's offerings, and the practices that name it; raises NotFound when there are neither."""
    hits = _listed(view, (Filter("provider", (name,)),))
    if not hits:
        raise NotFound("Diesen Anbieter gibt es hier nicht.", "Bitte nutzen Sie die Suche.")
    offerings = tuple(hit for hit in hits if hit.record.kind == "offering")
    return ProviderPage(name, offerings, tuple(hit for hit in hits if hit not in offerings))


def _listed(view: View, filters: Sequence[Filter]) -> tuple[SearchHit, ...]:
    query = Query(scope=(*view.scope, *filters), sort="changed", size=MOST_LISTED)
    return search_hits(view, [hit.id for hit in view.holdings.engine.search(query, view.index).hits], frozenset())
