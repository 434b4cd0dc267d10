"""From a ranked record to the card that shows it: whom to call, how well it fits, why, and what is different there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer import Record, Stored
from matcher.answers import Hit, RankedRecord
from matcher.differences import difference
from matcher.facts import contact_of, first_text, state_in_words, who
from matcher.levels import Verdict
from matcher.likeness import Place, likeness, place_of
from matcher.peers import Participant, Peer
from matcher.ranking import Ranked
from matcher.reasons import Asker, reason
from matcher.view import View

UNKNOWN = 0.5
"""Likeness of a place that nobody can measure, or of any place when nobody says who asks."""


@dataclass(frozen=True)
class Desk:
    """What every card needs: the view, who asks for what, the verdict on the whole, and the records by id."""

    view: View
    asker: Asker
    verdict: Verdict
    records: dict[str, Stored]

    def place(self, key: str | None) -> Place | None:
        """The municipality or district under a key, as likeness sees it."""
        return place_of(key, self.view.holdings.reading.register) if key else None

    def like(self, participant: Participant) -> float:
        """How like the sender a participant is, 0 to 1; whom the sender names is the right one to call."""
        if participant.key in self.asker.question.named.models:
            return 1.0
        place = self.place(participant.key)
        return likeness(self.asker.place, place) if self.asker.place and place else UNKNOWN

    def participants(self, record: Record) -> tuple[Participant, ...]:
        """Whom a record concerns, each with its key if the register knows it."""
        names = self.view.holdings.names
        return tuple(Participant(name, names.resolve(name, record.land).key) for name in record.municipalities)


def peer_hit(desk: Desk, peer: Peer) -> Hit:
    """The card of a place that has done it."""
    place = desk.place(peer.place.key)
    hit = _hit(desk, peer.lead, peer.place, place.name if place else peer.place.name)
    return replace(hit, score=peer.score, evidence=tuple(other.id for other in peer.evidence), also=peer.also)


def provider_hit(desk: Desk, hit: Ranked) -> Hit:
    """The card of an offering; it lies nowhere."""
    return _hit(desk, hit, None, who(desk.records[hit.id].record))


def need_hit(desk: Desk, hit: Ranked) -> Hit:
    """The card of a need, or of a practice that is being planned: the participant most like the sender leads."""
    record = desk.records[hit.id].record
    participants = desk.participants(record)
    first = max(participants, key=desk.like) if participants else None
    return replace(_hit(desk, hit, first, who(record)), also=max(0, len(participants) - 1))


def ranked_record(desk: Desk, hit: Ranked) -> RankedRecord:
    """A record of the list behind the peers."""
    return RankedRecord(hit.id, desk.records[hit.id].record.title, desk.verdict.level(hit), hit.score)


def known(desk: Desk, hits: Sequence[Ranked]) -> list[Ranked]:
    """Without those that were withdrawn after the index was built."""
    return [hit for hit in hits if hit.id in desk.records]


def _hit(desk: Desk, hit: Ranked, participant: Participant | None, name: str) -> Hit:
    record = desk.records[hit.id].record
    place = desk.place(participant.key) if participant else None
    why = reason(desk.asker, hit.row, record, place)
    sender = desk.asker.place.name if desk.asker.place else None
    text = first_text(record, name, why, sender)
    return Hit(
        id=record.id,
        title=record.title,
        name=name,
        key=place.key if place else None,
        level=desk.verdict.level(hit),
        score=hit.score,
        state=state_in_words(record),
        reason=why,
        difference=difference(record, desk.asker.place, place),
        evidence=(record.id,),
        contact=contact_of(record, name, desk.view.holdings.settings.office, text),
        source_url=record.source_url,
        source_date=record.source_date,
        source_checked=record.confidence != "only earlier summary",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
    )
