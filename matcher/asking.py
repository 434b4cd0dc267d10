"""One sentence for each thing that a challenge leaves open; how big a task is, is asked in the words of its topic."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from indexer import ROOT, Concept, SettingsError
from matcher.stated import Stated

SHIPPED = ROOT / "mappings" / "questions.toml"

SHORT = 6
"""Fewer words than this tell a neighbour nothing he could answer."""

MOST = 4
"""Questions at once: a longer list is an interrogation."""


class Questions(BaseModel):
    """The questions about size: by topic, by field of action, and the general one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    general: str
    topics: dict[str, str]
    fields: dict[str, str]


def read_questions(path: Path = SHIPPED) -> Questions:
    """Read the office's file; raises SettingsError that names what is wrong."""
    try:
        return Questions.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(
            f"{path.name} ist nicht brauchbar: {error}", "Bitte die genannte Stelle berichtigen."
        ) from error


@cache
def shipped_questions() -> Questions:
    """The questions of this installation, read once."""
    return read_questions()


def missing(words: int, topics: Sequence[str], said: Stated, concepts: Mapping[str, Concept]) -> tuple[str, ...]:
    """What to ask of a text with so many whole words, the most useful first."""
    return tuple(_missing(words, topics, said, concepts))[:MOST]


def _missing(words: int, topics: Sequence[str], said: Stated, concepts: Mapping[str, Concept]) -> Iterator[str]:
    if not topics:
        yield "Um welche Aufgabe geht es? Nennen Sie sie so, wie sie im Rathaus heißt."
    if words < SHORT:
        yield "Was haben Sie schon versucht, und wo klemmt es?"
    if not said.sizes:
        yield size_question(topics, concepts, shipped_questions())
    if said.way is None:
        yield "Möchten Sie es selbst machen, einkaufen oder mit anderen gemeinsam angehen?"
    if said.deadline is None:
        yield "Bis wann brauchen Sie eine Lösung?"
    if said.budget_eur is None:
        yield "Wie viel Geld steht ungefähr bereit?"


def size_question(topics: Sequence[str], concepts: Mapping[str, Concept], questions: Questions) -> str:
    """How to ask for the size of a task: by its topics, by what is broader, by its field, or in general."""
    known = [concepts[topic] for topic in topics if topic in concepts]
    named = (*topics, *(broader for concept in known for broader in concept.broader))
    by_topic = (questions.topics[topic] for topic in named if topic in questions.topics)
    by_field = (questions.fields[concept.field] for concept in known if concept.field in questions.fields)
    return next(by_topic, None) or next(by_field, questions.general)
