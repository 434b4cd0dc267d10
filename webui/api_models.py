"""What the API takes and gives, as pydantic models: they check what comes in and describe themselves in OpenAPI."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from indexer import Kind
from matcher import Emptiness, Level, Way
from webui.limits import LAST_PAGE, QUERY_CHARACTERS, TEXT_CHARACTERS

NO_CONTROLS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=3, max_length=TEXT_CHARACTERS, pattern=NO_CONTROLS)
]
Key = Annotated[str, StringConstraints(pattern=r"^([0-9]{5}|[0-9]{8})$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=QUERY_CHARACTERS, pattern=NO_CONTROLS)]


class Model(BaseModel):
    """One shape of the API; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Challenge(Model):
    """A challenge in the sender's own words."""

    text: Text = Field(description="Das Anliegen in eigenen Worten.")
    ags: Key | None = Field(None, description="Amtlicher Schlüssel der Kommune (8 Ziffern) oder des Kreises (5).")


class Question(Model):
    """A search."""

    q: Words = Field("", description="Suchworte; ohne sie kommen alle Einträge.")
    kind: Kind | None = Field(None, description="Nur diese Art von Einträgen.")
    page: Annotated[int, Field(ge=1, le=LAST_PAGE, description="Seite zu je zehn Treffern.")] = 1


class Topic(Model):
    """A topic of the thesaurus."""

    id: str
    label: str


class Named(Model):
    """A place of the register."""

    key: str
    name: str


class Understood(Model):
    """What the challenge was understood to say."""

    topics: list[Topic]
    words: list[str]
    missing: list[str] = Field(description="Fragen, deren Antwort die Suche besser machte.")
    way: Way | None = Field(description="Selbst machen, kaufen oder mitmachen, wenn der Text es sagt.")
    places: list[Named] = Field(description="Genannte Kommunen und Kreise.")
    providers: list[str] = Field(description="Genannte Anbieter.")
    budget_eur: int | None = Field(description="Der größte genannte Betrag.")
    sizes: list[str] = Field(description="Genannte Mengen, wie sie dastehen.")
    deadline: str | None = Field(description="Genannte Frist, wie sie dasteht.")
    empty: bool = Field(description="Ob der Text nichts sagt, wonach sich suchen ließe.")


class Contact(Model):
    """Who reads a first message, and where to write it."""

    kind: Literal["mailbox", "office"] = Field(description="Postfach zum Eintrag, oder die Geschäftsstelle.")
    address: str = Field(description="Seite mit dem Kontaktformular; ein Postfach wird nicht genannt.")


class Peer(Model):
    """A municipality that has done it."""

    ags: str | None
    name: str
    level: Level
    score: float
    reason: str
    difference: str
    evidence: list[str] = Field(description="Kennungen der Einträge, die dafür sprechen; der wichtigste zuerst.")
    contact: Contact


class Practice(Model):
    """A practice before it is folded into a peer."""

    id: str
    title: str
    level: Level
    score: float


class Provider(Model):
    """A provider with its offering."""

    id: str
    title: str
    provider: str
    level: Level
    score: float
    reason: str
    difference: str
    contact: Contact


class SameNeed(Model):
    """A municipality with the same need."""

    id: str
    title: str
    ags: str | None
    name: str
    level: Level
    score: float
    reason: str
    difference: str
    contact: Contact


class Fact(Model):
    """What is known of a step: a term and a text."""

    term: str
    text: str


class Step(Model):
    """A step that may follow; without sources nobody has checked it."""

    id: str
    name: str
    says: str
    facts: list[Fact]
    sources: list[str]
    as_of: date
    stale: bool = Field(description="Ob die Quellen so alt sind, dass die Angabe zu prüfen ist.")
    in_force: bool = Field(description="Falsch bei dem, was angekündigt ist und noch nicht gilt.")
    municipal: bool = Field(description="Falsch, wo nicht die Kommune selbst den Antrag stellt.")


class NextSteps(Model):
    """How it goes on: nothing that has ended is among it, and what is not known is left out."""

    funding: list[Step]
    advice: list[Step]
    events: list[Step]
    procurement: list[Step]
    note: str


class Related(Model):
    """A topic with how many records it has."""

    topic: Topic
    records: int


class Instead(Model):
    """What is there where nothing fits: related topics, the practice that comes nearest by id, and how far it is."""

    topics: list[Related]
    nearest: str | None
    kilometres: int | None


class Match(Model):
    """The answer to a challenge."""

    understood: Understood
    emptiness: Emptiness
    peers: list[Peer]
    practices: list[Practice]
    providers: list[Provider]
    same_need: list[SameNeed]
    next_steps: NextSteps
    instead: Instead


class Hit(Model):
    """A record that was found."""

    id: str
    kind: Kind
    title: str
    snippet: str


class FacetValue(Model):
    """One value of a facet and how many records have it."""

    value: str
    label: str
    count: int


class Found(Model):
    """One page of a search."""

    total: int
    page: int
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]


class Fault(Model):
    """What went wrong, in one German sentence or two."""

    error: str
