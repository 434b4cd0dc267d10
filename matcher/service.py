"""The one object that pages and API talk to: it opens a view for each question and hands it to what answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from typing import Literal, Self

from indexer import (
    Database,
    District,
    Feeds,
    Job,
    Live,
    Locks,
    Mapping,
    Municipality,
    Record,
    Resolution,
    Runs,
    Settings,
    Vectors,
)
from matcher.answers import Challenge, Match, MunicipalityPage, ProviderPage, RecordPage, SearchAnswer, State
from matcher.challenges import Challenges
from matcher.desk.desk import Desk
from matcher.evaluation import Evaluation, History, evaluate, to_judge
from matcher.events.front import Events
from matcher.feedback import Feedback
from matcher.joint import Joint, circle, joint, wanting
from matcher.judging import Judged, Judgements
from matcher.match import Asked, match
from matcher.next_steps import Finder, Occasion, occasion_of
from matcher.portraits import municipality_page, provider_page, record_page
from matcher.rules import Rules, rules
from matcher.search import Wanted, search
from matcher.state import state_of
from matcher.step_entries import read_steps
from matcher.suggestions import places, suggest
from matcher.view import Holdings, View
from matcher.views import Answer, Views
from matcher.weights import Weight, weight_table

Caller = Literal["public", "municipality", "office"]

SEES: dict[Caller, tuple[str, ...]] = {
    "public": ("public",),
    "municipality": ("public", "municipalities"),
    "office": ("public", "municipalities", "office"),
}
"""Which records a caller may see; this filter stands in every question."""

HOME_LAND = "Hessen"
"""The Land whose municipalities the map shows."""


class Service:
    """Everything Anker can be asked. Raises NotFound, EngineDown, IndexMissing and DatabaseError.

    Asked as it is, it answers as the public may know; `seen_by` gives the same service for somebody who may see more.
    """

    def __init__(self, holdings: Holdings, live: Live, challenges: Challenges, runs: Runs, database: Database) -> None:
        self._holdings = holdings
        self._views = Views(holdings, live)
        self._challenges = challenges
        self._runs = runs
        self._database = database
        self._desk = Desk(database, _job(holdings, live, runs, database))
        self._events = Events(database, lambda: self.view("public"))
        self._finder = Finder(read_steps(), holdings.reading.thesaurus.concepts)
        self._judgements, self._feedback = Judgements(database), Feedback(database)
        self._caller: Caller = "public"

    def seen_by(self, caller: Caller) -> Self:
        """The same service, answering what this caller may see."""
        if caller == self._caller:
            return self
        other = copy(self)
        other._caller = caller
        return other

    @property
    def database(self) -> Database:
        """The database of this process, for packages above that keep tables of their own."""
        return self._database

    @property
    def desk(self) -> Desk:
        """The office's desk: needs, tasks, first contacts, records, mails. It asks nobody who he is."""
        return self._desk

    @property
    def events(self) -> Events:
        """The network events: only what may be told to everybody speaks in them."""
        return self._events

    @property
    def judgements(self) -> Judgements:
        """The challenges that the office has judged."""
        return self._judgements

    @property
    def feedback(self) -> Feedback:
        """What visitors say of hits."""
        return self._feedback

    @property
    def runs(self) -> Runs:
        """The runs of the reindex job."""
        return self._runs

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self._holdings.settings

    def view(self, caller: Caller | None = None) -> View:
        """One request's view of the live index with what the caller may see; raises IndexMissing before the first run.

        While the engine does not answer, the snapshot stands in for it.
        """
        return self._views.view(SEES[caller or self._caller])

    def _answered(self, ask: Callable[[View], Answer]) -> Answer:
        return self._views.answered(SEES[self._caller], ask)

    def match(self, text: str, ags: str | None = None, without: Sequence[str] = (), extra: Sequence[str] = ()) -> Match:
        """Three lists of people to call for a challenge, and the steps that may follow."""
        asked = Asked(text, ags, tuple(without), tuple(extra))
        found = self._answered(lambda view: match(view, asked))
        occasion = self._occasion(found, ags)
        announced = self._events.announced(occasion.today)
        return replace(found, next_steps=self._finder.beside(announced).steps(occasion))

    def joint(self, text: str, ags: str | None = None, without: Sequence[str] = (), extra: Sequence[str] = ()) -> Joint:
        """A group of municipalities that could solve a challenge together."""
        asked = Asked(text, ags, tuple(without), tuple(extra))
        view, found = self._answered(lambda view: (view, match(view, asked)))
        around = circle(self._holdings.reading.register, ags)
        labels = [topic.label for topic in found.understood.topics]
        return joint(labels, wanting(found, view.snapshot), around, self._finder, self._occasion(found, ags))

    def _occasion(self, found: Match, ags: str | None) -> Occasion:
        place = self.place(ags) if ags else None
        return occasion_of(found.understood, place.land if place else None)

    def evaluate(self) -> Evaluation:
        """How well the live index ranks the judged challenges; kept in the history."""
        found = evaluate(self._views.strict(SEES["office"]), self._judgements.basis())
        History(self._database).keep(found)
        return found

    def to_judge(self, judged: Judged) -> tuple[Record, ...]:
        """The records to judge for a challenge: the first of each kind, and those that have a grade."""
        return self._views.answered(SEES["office"], lambda view: to_judge(view, judged))

    def search(self, wanted: Wanted) -> SearchAnswer:
        """One page of a full-text search."""
        return self._answered(lambda view: search(view, wanted))

    def keep_challenge(self, text: str, ags: str | None, without: Sequence[str] = (), extra: Sequence[str] = ()) -> str:
        """Keep a challenge for 14 days and return its random id."""
        return self._challenges.keep(text, ags, without, extra)

    def challenge(self, id: str) -> Challenge:
        """A kept challenge; raises NotFound."""
        return self._challenges.get(id)

    def forget_challenge(self, id: str) -> None:
        """Delete a kept challenge now; what was said of its hits no longer says that it was about this one."""
        self._feedback.part(id)
        self._challenges.forget(id)

    def suggest(self, prefix: str) -> tuple[str, ...]:
        """Topics that begin so."""
        return self._answered(lambda view: suggest(view, prefix))

    def places(self, prefix: str) -> tuple[tuple[str, str, str], ...]:
        """Municipalities and districts that begin so: key, name, note."""
        return places(self._holdings, prefix)

    def place_named(self, text: str) -> Resolution:
        """What was typed into the field for the municipality: one key, or the keys to ask about, or nothing."""
        return self._holdings.names.resolve(text, None)

    def place(self, key: str) -> Municipality | District | None:
        """The municipality or district under a key."""
        register = self._holdings.reading.register
        return register.municipality(key) or register.district(key)

    def record(self, id: str) -> RecordPage:
        """A record's page; raises NotFound."""
        return self._answered(lambda view: record_page(view, id))

    def municipality(self, key: str) -> MunicipalityPage:
        """A municipality's or district's page; raises NotFound."""
        return self._answered(lambda view: municipality_page(view, key))

    def provider(self, name: str) -> ProviderPage:
        """A provider's page; raises NotFound."""
        return self._answered(lambda view: provider_page(view, name))

    def joints(self, word: str) -> tuple[str, ...]:
        """The pieces of a compound, between which a line may break."""
        return self._holdings.reading.analyzer.joints(word)

    def weights(self) -> tuple[Weight, ...]:
        """Everything that ranks, with weight and reason, for the page that says how."""
        return weight_table()

    def rules(self) -> Rules:
        """The rules of the ranking as they hold now."""
        return rules(self._holdings.encoder is not None)

    def dots(self) -> tuple[tuple[float, float], ...]:
        """Latitude and longitude of the municipalities on the map."""
        towns = self._holdings.reading.register.counted
        return tuple((town.lat, town.lon) for town in towns if town.land == HOME_LAND and town.lat and town.lon)

    def state(self) -> State:
        """How true the index is."""
        return state_of(self._holdings, self._views, self._runs.last_done(), SEES[self._caller])

    def alive(self) -> bool:
        """Whether questions are answered, be it by what stands in for the engine."""
        return self._views.alive(SEES[self._caller])


def _job(holdings: Holdings, live: Live, runs: Runs, database: Database) -> Job:
    """What a live change works with."""
    return Job(
        settings=holdings.settings,
        store=holdings.store,
        runs=runs,
        engine=holdings.engine,
        mapping=Mapping.load(),
        reading=holdings.reading,
        names=holdings.names,
        feeds=Feeds(database, holdings.settings.data, holdings.settings.feeds),
        live=live,
        locks=Locks(holdings.settings.data, database),
        vectors=Vectors(database, holdings.encoder) if holdings.encoder else None,
    )
