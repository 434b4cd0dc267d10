"""Whom to invite to an event: who can present, who has done it, who needs it, who is like them; each with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer import Filter, Municipality, Record, Register
from matcher.answers import Hit, Level
from matcher.facts import EXPIRED, state_in_words
from matcher.likeness import Place, compared, likeness, place_of
from matcher.match import Asked, match
from matcher.view import View

Why = Literal["offers", "has done it", "needs it", "like them"]

WHYS: dict[Why, str] = {
    "offers": "stellt vor",
    "has done it": "hat es gemacht",
    "needs it": "hat den Bedarf",
    "like them": "ähnlich wie eine Kommune mit diesem Bedarf",
}
MOST_NEEDS = 40
"""Published needs that are asked about: each takes a tenth of a second."""
ALIKE = 3
"""Municipalities like each one that has the need."""
WEIGHT: dict[Why, float] = {"offers": 1.0, "has done it": 1.0, "needs it": 1.0, "like them": 0.3}
FURTHER = 0.2
"""What each further topic or need adds that speaks for the same one."""


@dataclass(frozen=True)
class Invitation:
    """Somebody to invite. `key` is the place's AGS or district key, None for a provider; `address` a function mailbox.

    `records` are those that speak for it, `about` the topics or needs it was found for.
    """

    name: str
    why: Why
    reason: str
    key: str | None = None
    address: str = ""
    level: Level = "teilweise"
    score: float = 0.0
    records: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, bool]:
        """Two invitations with the same identity are one: a place or a provider stands in the list once."""
        return (self.key or self.name.casefold(), self.why == "offers")


def invite(
    view: View, topics: Sequence[str], tell: Callable[[int, int], None] = lambda *_: None
) -> tuple[Invitation, ...]:
    """Everybody worth inviting to these topics, each once, the best first; `tell` hears how far it is."""
    found: dict[tuple[str, bool], Invitation] = {}
    for one in _found(view, topics, tell):
        before = found.get(one.identity)
        found[one.identity] = _joined(before, one) if before else one
    return tuple(sorted(found.values(), key=lambda one: (-one.score, one.name)))


def _found(view: View, topics: Sequence[str], tell: Callable[[int, int], None]) -> Iterator[Invitation]:
    concepts, needs = view.holdings.reading.thesaurus.concepts, _needs(view, topics)
    known = [one for one in topics if one in concepts]
    for done, topic in enumerate(known):
        tell(done, len(known) + len(needs))
        yield from _answers(view, Asked(concepts[topic].label, extra=(topic,)), concepts[topic].label)
    for done, (record, places) in enumerate(needs, start=len(known)):
        tell(done, len(known) + len(needs))
        key = places[0] if places else None
        yield from _who_needs(view, record, places)
        yield from _answers(view, Asked(f"{record.title}. {record.summary}", key), record.title)


def _answers(view: View, asked: Asked, about: str) -> Iterator[Invitation]:
    """Who can help with one topic or need; what hardly fits is not worth a letter."""
    answer = match(view, asked)
    lists: tuple[tuple[Why, tuple[Hit, ...]], ...] = (
        ("offers", answer.providers),
        ("has done it", answer.peers),
        ("needs it", tuple(hit for hit in answer.same_need if hit.state != EXPIRED)),
    )
    for why, hits in lists:
        for hit in hits:
            if hit.level != "teilweise" and (hit.key or why == "offers"):
                yield _of_hit(why, hit, about)


def _of_hit(why: Why, hit: Hit, about: str) -> Invitation:
    return Invitation(
        name=hit.name,
        why=why,
        reason=f"Zu „{about}“: {hit.title} ({hit.state}). {hit.reason}",
        key=hit.key,
        address=hit.contact.address if hit.contact.kind == "mailbox" else "",
        level=hit.level,
        score=WEIGHT[why] * hit.score,
        records=hit.evidence,
        about=(about,),
    )


def _needs(view: View, topics: Sequence[str]) -> list[tuple[Record, tuple[str, ...]]]:
    """The published needs on these topics, with the keys of their places; without topics, all that still hold."""
    filters = [*view.scope, Filter("kind", ("need",)), *([Filter("topic", tuple(topics))] if topics else [])]
    ids = [id for id, fits in zip(view.snapshot.ids, view.snapshot.allowed(filters), strict=True) if fits]
    stored = view.holdings.store.many(ids[:MOST_NEEDS])
    return [(one.record, one.places) for one in stored.values() if state_in_words(one.record) != EXPIRED]


def _who_needs(view: View, record: Record, places: Sequence[str]) -> Iterator[Invitation]:
    """The municipalities of a need, and those like them."""
    register = view.holdings.reading.register
    for key in places:
        town = register.municipality(key)
        place = town or register.district(key)
        if place is None:
            continue
        yield Invitation(place.name, "needs it", f"Hat den Bedarf: {record.title}.", key, records=(record.id,),
                         level="passend", score=WEIGHT["needs it"], about=(record.title,))  # fmt: skip
        for other, how in _alike(town, register) if town else ():
            reason = f"{place.name} hat den Bedarf „{record.title}“ und ist ähnlich ({how})."
            yield Invitation(other.name, "like them", reason, other.key, records=(record.id,),
                             score=WEIGHT["like them"], about=(record.title,))  # fmt: skip


def _joined(one: Invitation, other: Invitation) -> Invitation:
    """The stronger one, which gathers what else speaks for the same."""
    best, rest = (one, other) if one.score >= other.score else (other, one)
    about = tuple(dict.fromkeys((*best.about, *rest.about)))
    more = FURTHER * min(1, len(about) - len(best.about)) * rest.score
    records = tuple(dict.fromkeys((*best.records, *rest.records)))
    return replace(best, about=about, records=records, score=best.score + more)


def _alike(town: Municipality, register: Register) -> list[tuple[Place, str]]:
    """The municipalities of the same Land most like one, with a few words that say why."""
    me = place_of(town.ags, register)
    neighbours = (one.ags for one in register.counted if one.land == town.land and one.ags != town.ags)
    others = [place for key in neighbours if (place := place_of(key, register))]
    if me is None:
        return []
    best = sorted(others, key=lambda place: (-likeness(me, place), place.key))[:ALIKE]
    return [(place, compared(me, place)) for place in best]
