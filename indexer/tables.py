"""The tables of records: what stands, what a run has staged, what was rejected, withdrawn or narrowed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from indexer.database import Base, Moment
from indexer.records import ID_LENGTH, LINE_LENGTH, TITLE_LENGTH

SOURCE_LENGTH = 80
KEY_LENGTH = 8  # AGS; a district has five digits
VISIBILITY_LENGTH = 20


class Kept:
    """What is kept of one record, standing or staged: `data` is its JSON, `places` and `providers` are joined lists."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    source: Mapped[str] = mapped_column(String(SOURCE_LENGTH), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    data: Mapped[str] = mapped_column(Text)
    places: Mapped[str] = mapped_column(Text)
    providers: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class RecordRow(Kept, Base):
    """A record as everybody sees it."""

    __tablename__ = "records"

    changed: Mapped[datetime] = mapped_column(Moment, index=True)


class PlaceRow(Base):
    """One place of a record, for the way back from a place to its records."""

    __tablename__ = "record_places"

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True, index=True)


class ProviderRow(Base):
    """One provider that a record names, for the way back from a provider to its records."""

    __tablename__ = "record_providers"

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(LINE_LENGTH), primary_key=True, index=True)


class StagedRow(Kept, Base):
    """A record that a run has read and nobody sees yet."""

    __tablename__ = "staged"

    run_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)


class StagedSourceRow(Base):
    """A source that a run has read whole, even if it held nothing."""

    __tablename__ = "staged_sources"

    run_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(SOURCE_LENGTH), primary_key=True)


class RejectedRow(Base):
    """A row that was not usable, with the reason and what stood in it."""

    __tablename__ = "rejected"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    run_id: Mapped[int] = mapped_column(Integer, index=True)
    source: Mapped[str] = mapped_column(String(SOURCE_LENGTH))
    file: Mapped[str] = mapped_column(Text)
    row: Mapped[int] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(Text)
    values: Mapped[str] = mapped_column(Text)  # JSON in ASCII: a bad row may hold what no database takes as text


class WithdrawnRow(Base):
    """A record that was withdrawn; no later import brings it back."""

    __tablename__ = "withdrawn"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    when: Mapped[datetime] = mapped_column(Moment)


class NarrowedRow(Base):
    """A record that fewer people may see than its source says; `before` is what its source said then."""

    __tablename__ = "narrowed"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    visibility: Mapped[str] = mapped_column(String(VISIBILITY_LENGTH))
    before: Mapped[str] = mapped_column(String(VISIBILITY_LENGTH))
    when: Mapped[datetime] = mapped_column(Moment)
