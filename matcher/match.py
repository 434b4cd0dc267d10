"""From a challenge to three lists of people to call."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from matcher.answers import Hit, Match
from matcher.candidates import Pool
from matcher.challenge import understand
from matcher.emptiness import instead
from matcher.hits import Desk, known, need_hit, peer_hit, provider_hit, ranked_record
from matcher.levels import verdict_on
from matcher.likeness import place_of
from matcher.mentions import named
from matcher.neutrality import capped
from matcher.peers import FOLDED, Peer, fold
from matcher.question import Hints, ask
from matcher.ranking import Lists, Ranked, rank
from matcher.reasons import Asker
from matcher.view import View
from matcher.weights import WEIGHTS, Weights

SHOWN = 10
"""Hits of each list: whoever reads beyond ten does not call."""

LISTED = 30
"""Practices given behind the peers, and offerings of which the list is made."""

AT_WORK = 3
"""Municipalities that plan the same right now, shown below those that have the same need."""


@dataclass(frozen=True)
class Asked:
    """A challenge with its sender, the topics taken out or added, and the weights to rank by."""

    text: str
    ags: str | None = None
    without: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    weights: Weights = WEIGHTS


def match(view: View, asked: Asked) -> Match:
    """Answer a challenge; raises EngineDown when the engine does not answer."""
    reading = view.holdings.reading
    hints = Hints(asked.without, asked.extra, named(view, asked.text), asked.weights)
    question = ask(asked.text, reading, view.snapshot, view.holdings.encoder, hints)
    place = place_of(asked.ags, reading.register) if asked.ags else None
    pool = Pool(view.holdings.engine, view.index, view.snapshot, view.scope)
    lists = rank(pool, question, place.key if place else None)
    asker = Asker(question, view.snapshot, reading.thesaurus.concepts, place)
    hits = (*lists.practices[:FOLDED], *lists.offerings[:LISTED], *lists.needs[:SHOWN])
    records = view.holdings.store.cards.merged([hit.id for hit in hits])
    desk = Desk(view, asker, verdict_on(lists, asked.weights), records)
    peers, emptiness = tuple(peer_hit(desk, peer) for peer in _peers(desk, lists)), desk.verdict.emptiness
    return Match(
        understood=understand(view, question, asked.text, asked.without),
        emptiness=emptiness,
        peers=peers,
        practices=tuple(ranked_record(desk, hit) for hit in known(desk, lists.practices[:LISTED])),
        providers=tuple(provider_hit(desk, hit) for hit in _offerings(desk, lists)),
        same_need=_same_need(desk, lists),
        degraded=view.degraded,
        instead=instead(view, question, emptiness, peers, place),
    )


def _peers(desk: Desk, lists: Lists) -> tuple[Peer, ...]:
    practices = known(desk, lists.practices[:FOLDED])
    joined = {hit.id: desk.participants(desk.records[hit.id].record) for hit in practices}
    return fold(practices, joined, desk.like, desk.asker.question.weights)[:SHOWN]


def _offerings(desk: Desk, lists: Lists) -> tuple[Ranked, ...]:
    """The best offerings, of each provider no more than its share."""
    held = known(desk, lists.offerings[:LISTED])
    return tuple(islice(capped(held, lambda hit: desk.records[hit.id].record.provider or ""), SHOWN))


def _same_need(desk: Desk, lists: Lists) -> tuple[Hit, ...]:
    """Who looks for the same, then who is at work on it; last whoever has stopped looking."""
    needs = known(desk, lists.needs[:SHOWN])
    looking, over = ([need_hit(desk, hit) for hit in needs if hit.over is state] for state in (False, True))
    return (*looking, *_planning(desk, lists), *over)


def _planning(desk: Desk, lists: Lists) -> tuple[Hit, ...]:
    """Who is at work on the same: practices in planning that fit at least well."""
    planned = [hit for hit in known(desk, lists.practices[:SHOWN]) if hit.planned]
    fitting = [hit for hit in planned if desk.verdict.level(hit) != "teilweise"]
    return tuple(need_hit(desk, hit) for hit in fitting[:AT_WORK])
