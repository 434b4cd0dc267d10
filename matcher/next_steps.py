"""What may come after a conversation: the entries of the office's file that fit the topics, the money and the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from indexer import Concept
from matcher.answers import Understood
from matcher.likeness import number
from matcher.step_entries import Dated, Entry, Event, Funding, Procurement, StepsFile, Way
from matcher.steps import NextSteps, Step, StepKind

SHOWN = 4
"""Entries of each kind: a list that is longer is not read."""

ON_TOPIC, NEAR_TOPIC, IN_FIELD, ANY = 3, 2, 1, 0
"""How close an entry is to a challenge."""

NO_ADVICE = "Die Angaben sind keine Rechtsberatung."

Fitting = TypeVar("Fitting", bound=Entry)


@dataclass(frozen=True)
class Occasion:
    """What decides about the steps: topics, the German day, the money and the Land if they were said, joint or not."""

    topics: Sequence[str]
    today: date
    budget_eur: int | None = None
    land: str | None = None
    joint: bool = False


def occasion_of(understood: Understood, land: str | None) -> Occasion:
    """The occasion of a challenge that was understood, today."""
    return Occasion(
        topics=[topic.id for topic in understood.topics],
        today=date.today(),
        budget_eur=understood.budget_eur,
        land=land,
        joint=understood.way == "join",
    )


@dataclass(frozen=True)
class Finder:
    """Looks through the file with the concepts of the thesaurus at hand."""

    file: StepsFile
    concepts: Mapping[str, Concept]

    def beside(self, events: Sequence[Event]) -> Finder:
        """The same with more events, which stand before those of the file where both fit alike."""
        return replace(self, file=self.file.model_copy(update={"event": (*events, *self.file.event)}))

    def steps(self, occasion: Occasion) -> NextSteps:
        """The steps that fit an occasion; what has ended is not among them."""
        funding = [entry for entry in self.file.funding if occasion.joint or not entry.only_joint]
        return NextSteps(
            funding=tuple(self._funding(entry, occasion) for entry in self._best(funding, occasion)),
            advice=tuple(self._step("advice", entry, occasion) for entry in self._best(self.file.advice, occasion)),
            events=tuple(self._event(entry, occasion) for entry in self._best(self.file.event, occasion)),
            procurement=tuple(self._procurement(occasion)),
            note=NO_ADVICE,
        )

    def joint_funding(self, occasion: Occasion) -> tuple[Step, ...]:
        """The programmes that say something about joint projects."""
        return tuple(step for step in self.steps(replace(occasion, joint=True)).funding if step.joint)

    def _best(self, entries: Iterable[Fitting], occasion: Occasion) -> list[Fitting]:
        """The closest entries that hold today and there; those for others than municipalities stand last."""
        held = [entry for entry in entries if entry.holds(occasion.today) and _there(entry.land, occasion)]
        close = [(self._closeness(entry, occasion.topics), entry) for entry in held]
        fitting = [(near, entry) for near, entry in close if near is not None]
        fitting.sort(key=lambda pair: (isinstance(pair[1], Funding) and not pair[1].municipal, -pair[0]))
        return [entry for _, entry in fitting[:SHOWN]]

    def _closeness(self, entry: Entry, topics: Sequence[str]) -> int | None:
        """How close an entry is; None if it is about something else."""
        if not entry.fields and not entry.topics:
            return ANY
        if set(topics) & set(entry.topics):
            return ON_TOPIC
        known = [self.concepts[topic] for topic in topics if topic in self.concepts]
        if {broader for concept in known for broader in concept.broader} & set(entry.topics):
            return NEAR_TOPIC
        return IN_FIELD if {concept.field for concept in known} & set(entry.fields) else None

    def _step(self, kind: StepKind, entry: Entry, occasion: Occasion) -> Step:
        return Step(
            kind=kind,
            id=entry.id,
            name=entry.name,
            says=entry.says,
            as_of=entry.as_of,
            sources=entry.sources,
            stale=self._stale(entry, occasion.today),
            in_force=entry.valid_from is None or entry.valid_from <= occasion.today,
        )

    def _stale(self, entry: Dated, today: date) -> bool:
        return today - entry.as_of > timedelta(days=self.file.stale_after_days)

    def _funding(self, entry: Funding, occasion: Occasion) -> Step:
        step = self._step("funding", entry, occasion)
        facts = tuple(pair for pair in _funding_facts(entry, occasion) if pair[1])
        return replace(step, facts=facts, joint=entry.joint, municipal=entry.municipal)

    def _event(self, entry: Event, occasion: Occasion) -> Step:
        step = self._step("event", entry, occasion)
        return replace(step, facts=(("Termin", day(entry.on)),)) if entry.on else step

    def _procurement(self, occasion: Occasion) -> Iterator[Step]:
        law = self.file.procurement
        if law is None or not law.holds(occasion.today) or not _there(law.land, occasion):
            return
        stale = self._stale(law, occasion.today)
        facts = tuple(_ways(law, occasion.budget_eur))
        yield Step("procurement", "vergabe", law.basis, law.not_told, law.as_of, facts, law.sources, stale=stale)
        for at, change in enumerate(law.change, 1):
            if change.holds(occasion.today):
                old = self._stale(change, occasion.today)
                yield Step(
                    "procurement", f"vergabe-{at}", "Änderung", change.says, change.as_of,
                    sources=change.sources, stale=old, in_force=change.in_force,
                )  # fmt: skip


def day(value: date) -> str:
    """A date as the office writes it: 7.11.2025."""
    return f"{value.day}.{value.month}.{value.year}"


def _there(land: str | None, occasion: Occasion) -> bool:
    return land is None or occasion.land is None or land == occasion.land


def _funding_facts(entry: Funding, occasion: Occasion) -> Iterator[tuple[str, str]]:
    yield "Antrag", entry.who
    yield "Quote", entry.quota
    yield "Betrag", entry.amount
    yield "Ihr Betrag", _of_budget(entry, occasion.budget_eur)
    yield "Dauer", entry.duration
    yield "Bedingungen", entry.conditions
    yield "Gemeinsam", entry.joint
    yield "Frist", _of_deadline(entry.deadline, occasion.today)


def _of_budget(entry: Funding, budget: int | None) -> str:
    if budget and entry.least_eur and budget < entry.least_eur:
        return f"Die {number(budget)} €, die Sie nennen, liegen unter {number(entry.least_eur)} €."
    if budget and entry.most_eur and budget > entry.most_eur:
        return f"Die {number(budget)} €, die Sie nennen, liegen über {number(entry.most_eur)} €."
    return ""


def _of_deadline(deadline: date | None, today: date) -> str:
    if deadline is None:
        return ""
    if deadline < today:
        return f"Die letzte Frist war am {day(deadline)}; eine neue ist hier nicht bekannt."
    return f"bis {day(deadline)}"


def _ways(law: Procurement, budget: int | None) -> Iterator[tuple[str, str]]:
    """Every way, or with a stated value only those it falls under."""
    fitting = [way for way in law.way if budget is None or way.over_eur < budget <= way.to_eur]
    for way in fitting:
        yield _bounds(way), way.says


def _bounds(way: Way) -> str:
    over = f"über {number(way.over_eur)} € " if way.over_eur else ""
    return f"{way.what} {over}bis {number(way.to_eur)} € netto"
