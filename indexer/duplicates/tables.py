"""The tables of duplicates: pairs that the last run found, what people decided, and which record stands for which."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Boolean, Float, String
from sqlalchemy.orm import Mapped, mapped_column

from indexer.database import Base, Moment
from indexer.records import ID_LENGTH

VERDICT_LENGTH = 10


class PairRow(Base):
    """Two records that may be one, the smaller id first, as the last run saw them."""

    __tablename__ = "duplicate_pairs"

    first: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    second: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(VERDICT_LENGTH))
    score: Mapped[float] = mapped_column(Float)


class DecisionRow(Base):
    """What a person decided of two records; no run changes it."""

    __tablename__ = "duplicate_decisions"

    first: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    second: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    same: Mapped[bool] = mapped_column(Boolean)
    when: Mapped[datetime] = mapped_column(Moment)


class FoldRow(Base):
    """A record that another one stands for."""

    __tablename__ = "folds"

    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    leader: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
