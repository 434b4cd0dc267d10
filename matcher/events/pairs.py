"""The pairs of an event: proposed from the index, accepted, rejected, added by hand, locked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from indexer import Database, EventRefused, NotFound
from matcher.events.calendar import Calendar, Held, new_id
from matcher.events.fairness import Fairness, fairness
from matcher.events.holding import planned_meetings
from matcher.events.pair import Draft, Pair, State
from matcher.events.pairing import Left, Proposal, Standing, draft, left_over, propose
from matcher.events.people import People
from matcher.events.scales import Scales
from matcher.events.tables import PairRow
from matcher.events.values import GROUP

MOST_AT_ONCE = 500
"""Ids in one IN clause."""


class Pairs:
    """Raises NotFound for an event or a pair that is not there."""

    def __init__(self, database: Database, scales: Scales) -> None:
        self._database = database
        self._calendar = Calendar(database)
        self._people = People(database)
        self._scales = scales

    def propose(self, event: str) -> Proposal:
        """Propose anew: accepted and locked pairs, those made by hand and those of the published plan stay, rejected
        ones do not come back. Who is proposed again keeps the id, so that drafts of the plan still know the meeting."""
        held = self._calendar.get(event)
        proposal = propose(self._scales.of(held), held.arrangement, self._standing(event))
        with self._database.session() as session:
            planned = planned_meetings(session, event)
            rows = session.scalars(select(PairRow).where(PairRow.event_id == event)).all()
            undecided = {frozenset(row.people): row for row in rows if not _decided(pair_of(row), planned)}
            _replace(session, event, undecided, proposal.drafts)
        return proposal

    def all(self, event: str) -> tuple[Pair, ...]:
        """Every pair, also rejected ones, the best first."""
        chosen = select(PairRow).where(PairRow.event_id == event).order_by(PairRow.score.desc(), PairRow.id)
        with self._database.session() as session:
            return tuple(pair_of(row) for row in session.scalars(chosen))

    def decide(self, event: str, pairs: Iterable[str], state: State) -> None:
        """Accept or reject pairs, or leave them open again."""
        with self._database.session() as session:
            for some in _slices(list(pairs)):
                chosen = update(PairRow).where(PairRow.event_id == event, PairRow.id.in_(some))
                session.execute(chosen.values(state=state))

    def lock(self, event: str, pairs: Iterable[str], locked: bool) -> None:
        """Hold meetings where they are planned, or let them move again."""
        with self._database.session() as session:
            for some in _slices(list(pairs)):
                chosen = update(PairRow).where(PairRow.event_id == event, PairRow.id.in_(some))
                session.execute(chosen.values(locked=locked))

    def add(self, event: str, people: Sequence[str], reason: str = "") -> Pair:
        """Add a pair or a group by hand; without a reason the index is asked for one. Raises EventRefused."""
        held = self._calendar.get(event)
        known = {one.id for one in self._people.all(event) if one.attends}
        if len(people) not in GROUP or len(set(people)) != len(people):
            raise EventRefused(f"Ein Gespräch hat {GROUP.start} bis {GROUP.stop - 1} verschiedene Teilnehmer.")
        if not known.issuperset(people):
            raise NotFound("Einen dieser Teilnehmer gibt es nicht, oder er kommt nicht.")
        if any(pair.counts and set(pair.people) == set(people) for pair in self.all(event)):
            raise EventRefused("Dieses Gespräch gibt es schon.")
        row = pair_row(event, self._by_hand(held, people, reason))
        row.state = "accepted"
        with self._database.session() as session:
            session.add(row)
        return pair_of(row)

    def left(self, event: str) -> tuple[Left, ...]:
        """Who attends and has no pair, each with the reason, without proposing anything; without reasons ("") while
        finding them would take longer than somebody waits."""
        held, standing = self._calendar.get(event), self._standing(event)
        meetings = [pair.people for pair in self.all(event) if pair.counts]
        if not self._scales.ready(held):
            alone = standing.attending - {person for people in meetings for person in people}
            return tuple(Left(one.id, "") for one in self._people.all(event) if one.id in alone)
        return left_over(self._scales.of(held), held.arrangement, standing, meetings)

    def fairness(self, event: str) -> Fairness:
        """How evenly the pairs that count are spread over those who attend."""
        counts = {one.id: 0 for one in self._people.all(event) if one.attends}
        for pair in self.all(event):
            for person in pair.people if pair.counts else ():
                if person in counts:
                    counts[person] += 1
        return fairness(list(counts.values()))

    def _by_hand(self, held: Held, people: Sequence[str], reason: str) -> Draft:
        if reason or len(people) > GROUP.start:
            return Draft(tuple(people), "hand", 0.0, reason or "Von der Geschäftsstelle zusammengesetzt.", "hand")
        scale = self._scales.of(held)
        places = {voice.id: at for at, voice in enumerate(scale.hall.voices)}
        found = draft(scale, places[people[0]], places[people[1]])
        return Draft(tuple(people), found.kind, found.score, found.reason, "hand")

    def _standing(self, event: str) -> Standing:
        """What a new proposal leaves alone: what the office decided."""
        pairs = self.all(event)
        with self._database.session() as session:
            planned = planned_meetings(session, event)
        kept = tuple(pair for pair in pairs if pair.counts and _decided(pair, planned))
        attending = frozenset(one.id for one in self._people.all(event) if one.attends)
        return Standing(kept, tuple(pair for pair in pairs if not pair.counts), attending)


def pair_row(event: str, new: Draft) -> PairRow:
    """A row for a pair that is new."""
    return PairRow(
        id=new_id(),
        event_id=event,
        people=list(new.people),
        kind=new.kind,
        score=new.score,
        reason=new.reason,
        origin=new.origin,
        state="proposed",
        locked=False,
    )


def pair_of(row: PairRow) -> Pair:
    """The value of a row."""
    return Pair(
        id=row.id,
        people=tuple(row.people),
        kind=row.kind,  # type: ignore[arg-type]  # written by us from the same words
        score=row.score,
        reason=row.reason,
        origin=row.origin,  # type: ignore[arg-type]  # written by us from the same words
        state=row.state,  # type: ignore[arg-type]  # written by us from the same words
        locked=row.locked,
    )


def counting(session: Session, event: str) -> tuple[Pair, ...]:
    """The pairs that are to be scheduled."""
    chosen = select(PairRow).where(PairRow.event_id == event, PairRow.state != "rejected").order_by(PairRow.id)
    return tuple(pair_of(row) for row in session.scalars(chosen))


def _decided(pair: Pair, planned: Collection[str]) -> bool:
    """Whether a new proposal leaves a pair alone: the office has spoken, or people have the meeting in hand."""
    return pair.state != "proposed" or pair.locked or pair.origin in ("hand", "day") or pair.id in planned


def _replace(
    session: Session, event: str, undecided: Mapping[frozenset[str], PairRow], drafts: Iterable[Draft]
) -> None:
    """Put new drafts in the place of undecided pairs."""
    left = dict(undecided)
    for new in drafts:
        row = left.pop(frozenset(new.people), None)
        if row is None:
            session.add(pair_row(event, new))
        else:
            row.kind, row.score, row.reason, row.origin = new.kind, new.score, new.reason, new.origin
    for row in left.values():
        session.delete(row)


def _slices(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + MOST_AT_ONCE] for start in range(0, len(ids), MOST_AT_ONCE))
