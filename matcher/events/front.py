"""The one object that pages talk to about events."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

from indexer import Database, RunBusy
from matcher.answers import Understood
from matcher.challenge import understand
from matcher.events.afterwards import Afterwards
from matcher.events.announcing import announced
from matcher.events.calendar import Calendar, Held
from matcher.events.day import Day
from matcher.events.entries import Wish
from matcher.events.errands import Errands, Step
from matcher.events.forgetting import Forgetting
from matcher.events.gaps import Balance, Gap, balance, gaps
from matcher.events.intake import Intake
from matcher.events.invitations import Invitations
from matcher.events.links import Links
from matcher.events.pairing import Proposal
from matcher.events.pairs import Pairs
from matcher.events.people import People
from matcher.events.planned import with_stands
from matcher.events.press import Press
from matcher.events.questions import Questions
from matcher.events.runner import Runner
from matcher.events.sample import sample_arrangement, sample_cast
from matcher.events.scales import Look, Scales
from matcher.events.schedule import plan
from matcher.events.transfer import Transfer
from matcher.events.versions import Versions
from matcher.question import ask
from matcher.step_entries import Event as Announced

SAMPLE_SECONDS = 5.0
"""A newcomer waits this long at most; a valid plan is there at once."""


class Events:
    """Everything about events, in rooms. Ids are strings, versions are numbered from 1 in each event.

    calendar     create, get, all, change (by revision), delete, samples
    people       all, get, add, change (by revision), cancel, remove, persons, set_persons, substitute, wishes,
                 set_wishes
    intake       preview(file), get, answer (which place), keep (a duplicate), take_in, discard
    links        give, give_all, open(token), answer(token, Answer)
    invitations  propose, all, add, decide, annotate
    scales       of, follow: everybody against everybody, measured
    pairs        propose, all, decide, lock, add, left, fairness
    versions     planning, keep, all, get, published, basis, to_review, to_draft, publish, compare, impact,
                 leaving, undo_to
    runner       start, state, wait, stop, mark_interrupted: plans outside of requests
    day          check_in, expect_again, no_show, walk_in, openings, arrange
    press        papers, changed, printed
    transfer     export, take_in
    questions    ask_due, ask, round: the mail of the day after
    afterwards   whose(token), to_answer(token), say(token, …), answers, report
    forgetting   due, kept, remove_due, remove, removals

    errands      state, running, wait: what takes longer than a page

    and what needs several of them: announced, understood, pair, pair_soon, measure_soon, invite_soon, give_stands,
    gaps, balance, sample. What ends in "soon" goes on beside requests and says how far it is in `errands`.
    Raises NotFound, EventRefused, FileRefused, RunBusy, EventError with its kinds, and the errors of the index.
    """

    def __init__(self, database: Database, look: Look) -> None:
        """`look` gives a view with the records that may be told to everybody."""
        self._look = look
        self.scales = Scales(database, look)
        self.calendar = Calendar(database)
        self.people = People(database)
        self.intake = Intake(database, look)
        self.links = Links(database)
        self.invitations = Invitations(database, look)
        self.pairs = Pairs(database, self.scales)
        self.versions = Versions(database)
        self.runner = Runner(database, self.versions)
        self.day = Day(database, self.scales)
        self.press = Press(database, self.versions)
        self.transfer = Transfer(database)
        self.questions = Questions(database)
        self.afterwards = Afterwards(database)
        self.forgetting = Forgetting(database)
        self.errands = Errands()

    def understood(self, text: str) -> Understood:
        """What a challenge or an offering was understood to say."""
        view = self._look()
        question = ask(text, view.holdings.reading, view.snapshot, None)
        return understand(view, question, text, ())

    def pair(self, event: str, step: Step = lambda *_: None) -> Proposal:
        """Propose pairs anew, after the vectors of new texts have followed."""
        self._measure(event, step)
        step("Die besten Paare werden gewählt.", 0, 0)
        return self.pairs.propose(event)

    def pair_soon(self, event: str) -> None:
        """Propose pairs anew beside the requests; raises RunBusy while that is being done."""
        self.calendar.get(event)

        def work(step: Step) -> str:
            found = self.pair(event, step)
            return f"{len(found.drafts)} {'Paar ist' if len(found.drafts) == 1 else 'Paare sind'} vorgeschlagen."

        self.errands.start(event, "pair", work)

    def measure_soon(self, event: str) -> None:
        """Read new texts and compare everybody beside the requests, so that whoever asks next need not wait."""
        if self.scales.ready(self.calendar.get(event)):
            return

        def work(step: Step) -> str:
            self._measure(event, step)
            return "Alle Texte sind verglichen."

        with suppress(RunBusy):  # somebody else has just asked for it
            self.errands.start(event, "measure", work)

    def invite_soon(self, event: str) -> None:
        """Propose whom to invite beside the requests; raises RunBusy while that is being done."""
        self.calendar.get(event)

        def work(step: Step) -> str:
            found = self.invitations.propose(
                event, lambda done, of: step("Themen und Bedarfe werden gefragt.", done, of)
            )
            return f"Die Liste hat {len(found)} {'Zeile' if len(found) == 1 else 'Zeilen'}."

        self.errands.start(event, "invite", work)

    def _measure(self, event: str, step: Step) -> None:
        self.scales.follow(event, lambda done, of: step("Die Texte der Teilnehmenden werden gelesen.", done, of))
        step("Alle werden mit allen verglichen.", 0, 0)
        self.scales.of(self.calendar.get(event))

    def give_stands(self, event: str, seen: int) -> Held:
        """Set up a stand for everybody who presents and has none."""
        arrangement = with_stands(self.calendar.get(event).arrangement, self.people.all(event))
        return self.calendar.change(event, seen, arrangement)

    def gaps(self, event: str) -> tuple[Gap, ...]:
        """Needs that nobody who attends can answer well, the widest gap first."""
        return gaps(self.scales.of(self.calendar.get(event)), self._attending(event))

    def balance(self, event: str) -> tuple[Balance, ...]:
        """Every topic with how many look for it and how many have something on it, the least answered first."""
        return balance(self.scales.of(self.calendar.get(event)), self._attending(event))

    def announced(self, today: date) -> tuple[Announced, ...]:
        """The events to come that may be named beside results, as entries of the file of next steps."""
        return announced(self.calendar, today)

    def sample(self, today: date | None = None) -> Held:
        """The sample event, made if there is none: with pairs, a plan in review, and somebody's wish."""
        standing = self.calendar.samples()
        if standing:
            return self.calendar.get(standing[0])
        held = self.calendar.create(sample_arrangement(today or date.today()), sample=True)
        cast = sample_cast(self._look(), [slot.id for slot in held.arrangement.slots])
        people = [self.people.add(held.id, entry, persons) for entry, persons in cast.members]
        towns = [one for one in people if one.entry.role == "municipality"]
        providers = [one for one in people if one.entry.role == "provider"]
        if towns and providers:
            self.people.set_wishes(towns[0].id, [Wish(providers[0].id, "want", 1)])
        self.give_stands(held.id, held.revision)
        self.pair(held.id)
        self._first_plan(held.id)
        return self.calendar.get(held.id)

    def _first_plan(self, event: str) -> None:
        content = self.versions.planning(event)
        schedule = plan(content.event, SAMPLE_SECONDS)
        version = self.versions.keep(event, replace(content, schedule=schedule), "Erster Entwurf")
        self.versions.to_review(event, version.number)

    def _attending(self, event: str) -> frozenset[str]:
        return frozenset(one.id for one in self.people.all(event) if one.attends)
