"""What the matcher answers: plain frozen values that pages and API only have to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from indexer import Municipality, Record
from matcher.stated import Way
from matcher.steps import NO_STEPS, NextSteps

Level = Literal["sehr passend", "passend", "teilweise"]
Emptiness = Literal["hits", "weak", "none"]


@dataclass(frozen=True)
class Topic:
    """A node of the thesaurus as people see it."""

    id: str
    label: str


@dataclass(frozen=True)
class Contact:
    """Who reads a message: the people behind the record ("mailbox", whose address is not told), else the office.

    `first_text` is ready to be sent.
    """

    kind: Literal["mailbox", "office"]
    name: str
    address: str
    telephone: str = ""
    first_text: str = ""


@dataclass(frozen=True)
class Understood:
    """What a challenge was understood to say: topics used, further topics offered, key words, one question per gap.

    Of what the text states outright: what is asked, key and name of places, providers, euros, sizes as written ("400
    Laternen"), the deadline as written. `empty` means that the text says nothing that could be looked for.
    """

    topics: tuple[Topic, ...]
    offered: tuple[Topic, ...]
    words: tuple[str, ...]
    missing: tuple[str, ...]
    way: Way | None = None
    places: tuple[tuple[str, str], ...] = ()
    providers: tuple[str, ...] = ()
    budget_eur: int | None = None
    sizes: tuple[str, ...] = ()
    deadline: str | None = None
    empty: bool = False


@dataclass(frozen=True)
class Hit:
    """One place in one of the three lists, with everything its card shows.

    `id` is the leading record, `evidence` all records that speak for it (leading one first), `name` whom to call,
    `key` the AGS or district key if there is one, `state` the state in words ("läuft seit 2022"), `also` how many
    municipalities share the leading record, `lat`/`lon` where it lies.
    """

    id: str
    title: str
    name: str
    key: str | None
    level: Level
    score: float
    state: str
    reason: str
    difference: str
    evidence: tuple[str, ...]
    contact: Contact
    source_url: str
    source_date: str | None
    source_checked: bool = True
    also: int = 0
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class RankedRecord:
    """One record of a ranked list before it is folded to a card."""

    id: str
    title: str
    level: Level
    score: float


@dataclass(frozen=True)
class Instead:
    """What is there instead of hits that fit: topics with how many records they have, and the practice that comes
    nearest, with how many kilometres away it is if that is known."""

    topics: tuple[tuple[Topic, int], ...] = ()
    nearest: Hit | None = None
    kilometres: float | None = None


@dataclass(frozen=True)
class Match:
    """The answer to a challenge: three lists of people to call, and the steps that may follow.

    `practices` are the records behind the peers; `degraded` says that the engine did not answer.
    """

    understood: Understood
    emptiness: Emptiness
    peers: tuple[Hit, ...]
    practices: tuple[RankedRecord, ...]
    providers: tuple[Hit, ...]
    same_need: tuple[Hit, ...]
    next_steps: NextSteps = NO_STEPS
    instead: Instead = Instead()
    degraded: bool = False


@dataclass(frozen=True)
class Challenge:
    """A challenge as it was typed in, kept for 14 days under a random id; `without` and `extra` are topics."""

    id: str
    text: str
    ags: str | None
    without: tuple[str, ...]
    extra: tuple[str, ...]
    until: date


@dataclass(frozen=True)
class Snippet:
    """A piece of text, whole or with the found words marked: (text, marked?) in order."""

    parts: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class SearchHit:
    """One record on the search page."""

    record: Record
    who: str
    state: str
    title: Snippet
    snippet: Snippet


@dataclass(frozen=True)
class FacetValue:
    """One value of a facet, its German label, how many records it would bring, and whether it is ticked."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search; `name` is the parameter in the address."""

    name: str
    label: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True)
class SearchAnswer:
    """One page of a search.

    `related` are records near in meaning, shown apart; `meant` is a better spelling; `loosened` says that no record had
    all the words, `degraded` that the engine did not answer.
    """

    total: int
    page: int
    pages: int
    hits: tuple[SearchHit, ...]
    related: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    meant: str | None = None
    loosened: bool = False
    degraded: bool = False


@dataclass(frozen=True)
class RecordPage:
    """One record with what its page needs beside it. `places` pairs each municipality's name with its key, if known."""

    record: Record
    places: tuple[tuple[str, str | None], ...]
    state: str
    topics: tuple[Topic, ...]
    contact: Contact
    similar: tuple[SearchHit, ...]
    as_of: date
    note: str | None = None


@dataclass(frozen=True)
class MunicipalityPage:
    """One municipality or district: its facts, its records, and municipalities like it."""

    key: str
    name: str
    kind: str
    land: str
    district: str
    municipality: Municipality | None
    records: tuple[SearchHit, ...]
    alike: tuple[tuple[Municipality, str], ...]


@dataclass(frozen=True)
class ProviderPage:
    """One provider with its offerings and the practices that name it."""

    name: str
    offerings: tuple[SearchHit, ...]
    practices: tuple[SearchHit, ...]


@dataclass(frozen=True)
class State:
    """How true the index is: counts, the last run, and one German sentence ("Stand Montag 04:10, 3 neue, …")."""

    practices: int
    offerings: int
    needs: int
    when: datetime | None
    says: str
    encoder: str
    vectors_missing: int
    engine_ok: bool
    engine_says: str
