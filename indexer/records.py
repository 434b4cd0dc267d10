"""What a source gives: a practice, an offering or a need, validated on entry."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from indexer import contacts
from indexer.complaints import sentence
from indexer.errors import RowRejected
from indexer.fields import LIST_FIELDS

Kind = Literal["practice", "offering", "need"]
Visibility = Literal["office", "municipalities", "public"]
State = Literal["Planung", "Pilot", "Betrieb", "beendet"]
Confidence = Literal["source read", "only earlier summary"]

ID_LENGTH = 64  # an id stands in addresses and in the engine
LINE_LENGTH = 300  # names, topics, notes on a price: one line on a card
TITLE_LENGTH = 200
TEXT_LENGTH = 4000  # about 600 words: more is a document and no record
URL_LENGTH = 1000
LIST_LENGTH = 100  # the largest group seen has 16 municipalities
FIRST_YEAR = 1990  # before that no practice of this kind
YEARS_AHEAD = 11  # funding is granted for up to ten years from next year
LARGEST_AMOUNT = 10_000_000_000  # euros; above stands a slip of the pen

# Control characters, and marks that turn the direction of writing: what is read must be what stands there.
_LINE = r"^[^\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]*$"
_TEXT = r"^(?:[^\p{Cc}\u{202A}-\u{202E}\u{2066}-\u{2069}]|\n)*$"
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _checked_year(year: int) -> int:
    last = date.today().year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise PydanticCustomError("year", "{first} bis {last}", {"first": FIRST_YEAR, "last": last})
    return year


def _checked_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        good = False
    if not good or re.search(r"[\s<>\"]", url):
        raise PydanticCustomError("web_address", "no web address")
    return url


def _checked_date(text: str) -> str:
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        raise PydanticCustomError("calendar_date", "no such day") from None
    _checked_year(int(text[:4]))
    return text


def _checked_contact(address: str) -> str:
    if reason := contacts.complaint(address):
        raise PydanticCustomError("contact", "{reason}", {"reason": reason})
    return address


Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE_LENGTH, pattern=_LINE)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=TITLE_LENGTH, pattern=_LINE)]
Text = Annotated[str, StringConstraints(max_length=TEXT_LENGTH, pattern=_TEXT)]
Items = Annotated[tuple[Line, ...], Field(max_length=LIST_LENGTH)]
Year = Annotated[int, AfterValidator(_checked_year)]
Euros = Annotated[int, Field(ge=0, le=LARGEST_AMOUNT)]
Id = Annotated[str, StringConstraints(max_length=ID_LENGTH, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
WebAddress = Annotated[str, StringConstraints(max_length=URL_LENGTH, pattern=_LINE), AfterValidator(_checked_url)]
SourceDate = Annotated[str, StringConstraints(pattern=_DATE), AfterValidator(_checked_date)]
Mailbox = Annotated[str, StringConstraints(max_length=LINE_LENGTH, pattern=_LINE), AfterValidator(_checked_contact)]


class Record(BaseModel):
    """One practice, offering or need; an empty text or None means that the source did not say."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Id
    kind: Kind
    title: Title
    municipalities: Items = ()
    land: Line | None = None
    provider: Line | None = None
    providers_involved: Items = ()
    summary: Text = ""
    situation: Text = ""
    approach: Text = ""
    result: Text = ""
    pitfalls: Text = ""
    topics: Items = ()
    state: State | None = None
    start_year: Year | None = None
    end_year: Year | None = None
    funding_programme: Line | None = None
    funding_eur: Euros | None = None
    cost_eur: Euros | None = None
    reuse_of: Line | None = None
    reused_by: Items = ()
    references: Items = ()
    delivery: Line | None = None
    open_source: bool | None = None
    price_note: Line | None = None
    wants_cooperation: bool | None = None
    source_url: WebAddress
    source_date: SourceDate | None = None
    source_note: Text | None = None  # remarks about the source itself, not lessons
    confidence: Confidence | None = None
    contact: Mailbox | None = None
    visibility: Visibility = "public"

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Record:
        if self.start_year and self.end_year and self.end_year < self.start_year:
            raise PydanticCustomError("years_turned", "the end stands before the beginning")
        return self


def record_from(row: Mapping[str, object]) -> Record:
    """Read one row into a record; raises RowRejected with one German sentence that names the field."""
    try:
        return Record.model_validate(_tidied(row))
    except ValidationError as error:
        raise RowRejected(sentence(error)) from error


def _tidied(row: Mapping[str, object]) -> dict[str, Any]:
    """Leave out what is empty, write lists as tuples and blanks as one kind; nothing else is mended in silence."""
    tidied = {name: _tidy(name, value) for name, value in row.items()}
    return {name: value for name, value in tidied.items() if value is not None and (value != "" or name == "title")}


def _tidy(name: str, value: object) -> object:
    if isinstance(value, str):
        return _tidy_text(value)
    if isinstance(value, list | tuple) and name in LIST_FIELDS:
        return tuple(_tidy_text(item) if isinstance(item, str) else item for item in value)
    return value


def _tidy_text(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", text).strip()
