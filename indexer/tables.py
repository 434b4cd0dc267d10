"""The tables of records: what stands, what a run has staged, what was rejected, what was withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from indexer.database import Base, Moment
from indexer.records import ID_LENGTH, LINE_LENGTH, TITLE_LENGTH

SOURCE_LENGTH = 80
KEY_LENGTH = 8  # AGS; a district has five digits


class _Kept:
    """What is kept of one record, standing or staged; `data` is the record as JSON, `places` its keys joined by |."""

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    source: Mapped[str] = mapped_column(String(SOURCE_LENGTH))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    provider: Mapped[str | None] = mapped_column(String(LINE_LENGTH))
    data: Mapped[str] = mapped_column(Text)
    places: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class RecordRow(_Kept, Base):
    """A record as everybody sees it."""

    __tablename__ = "records"

    changed: Mapped[datetime] = mapped_column(Moment)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index, ...]:  # noqa: N805 # SQLAlchemy calls it with the class
        return (Index("ix_records_source", "source"), Index("ix_records_provider", "provider"))


class PlaceRow(Base):
    """One place of a record, for the way back from a place to its records."""

    __tablename__ = "record_places"

    record_id: Mapped[str] = mapped_column(ForeignKey("records.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(KEY_LENGTH), primary_key=True, index=True)


class StagedRow(_Kept, Base):
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
    values: Mapped[dict[str, Any]] = mapped_column(JSON)


class WithdrawnRow(Base):
    """A record that was withdrawn; no later import brings it back."""

    __tablename__ = "withdrawn"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    when: Mapped[datetime] = mapped_column(Moment)
