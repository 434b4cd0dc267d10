"""What changed between two runs, and how far each index has taken it in.

A run puts everything it read into its index at once. What people publish, withdraw or narrow at any other moment is
noted here by record id with the change number of its transaction. An index is in line when it has taken in all numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Integer, String, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from indexer.database import Base, ChangeRow, Database
from indexer.records import ID_LENGTH

INDEX_LENGTH = 120


class LiveChangeRow(Base):
    """One record that changed outside of a run; what it is now, the store says."""

    __tablename__ = "live_changes"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    record_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)


class BuiltIndexRow(Base):
    """An index that belonged to the records once: the change number it was built at, and the one it has reached."""

    __tablename__ = "built_indexes"

    name: Mapped[str] = mapped_column(String(INDEX_LENGTH), primary_key=True)
    base: Mapped[int] = mapped_column(Integer)
    reached: Mapped[int] = mapped_column(Integer)


class Journal:
    """The live changes of one database and the indexes that follow them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def number(self) -> int:
        """The newest change number."""
        return self._database.change_number()

    def note(self, ids: Iterable[str]) -> None:
        """Note that these records are no longer what the indexes hold."""
        with self._database.session() as session:
            note(session, self._database.bump(session), ids)

    def since(self, number: int) -> tuple[str, ...]:
        """The ids of the records that changed after this number, each once, in order of id."""
        changed = select(LiveChangeRow.record_id).where(LiveChangeRow.number > number).distinct()
        with self._database.session() as session:
            return tuple(session.scalars(changed.order_by(LiveChangeRow.record_id)))

    def built(self) -> dict[str, int]:
        """Every index that was complete once, with the change number it was built at."""
        with self._database.session() as session:
            return dict(session.execute(select(BuiltIndexRow.name, BuiltIndexRow.base)).all())

    def base(self, index: str) -> int:
        """The change number an index was built at; 0, so that nothing is missed, for one that nobody noted."""
        return self.built().get(index, 0)

    def behind(self) -> dict[str, int]:
        """The indexes that have not taken in all live changes yet, with the number each has reached."""
        newest = select(func.max(LiveChangeRow.number)).scalar_subquery()
        late = select(BuiltIndexRow.name, BuiltIndexRow.reached).where(BuiltIndexRow.reached < newest)
        with self._database.session() as session:
            return dict(session.execute(late).all())

    def reach(self, index: str, number: int) -> None:
        """Note that an index has taken in everything up to this number."""
        with self._database.session() as session:
            session.execute(update(BuiltIndexRow).where(BuiltIndexRow.name == index).values(reached=number))

    def restart(self, number: int, live: str | None) -> None:
        """Begin anew after the database was put in the place of another one; only the live index is known then."""
        with self._database.session() as session:
            session.execute(update(ChangeRow).values(number=number, index_name=live))
            session.execute(delete(LiveChangeRow))
            session.execute(delete(BuiltIndexRow))
            if live is not None:
                session.add(BuiltIndexRow(name=live, base=number, reached=number))

    def forget(self, kept: Sequence[str]) -> None:
        """Forget the indexes that are no longer kept, and the changes that every kept one was built with."""
        with self._database.session() as session:
            session.execute(delete(BuiltIndexRow).where(BuiltIndexRow.name.not_in(kept)))
            oldest = session.scalars(select(func.min(BuiltIndexRow.base))).one() or 0
            session.execute(delete(LiveChangeRow).where(LiveChangeRow.number <= oldest))


def note(session: Session, number: int, ids: Iterable[str]) -> None:
    """Note changed records inside the transaction that changes them."""
    rows = [{"number": number, "record_id": record_id} for record_id in sorted(set(ids))]
    if rows:
        session.execute(insert(LiveChangeRow), rows)


def note_built(session: Session, index: str, base: int) -> None:
    """Note an index inside the transaction that makes its records the store."""
    session.execute(delete(BuiltIndexRow).where(BuiltIndexRow.name == index))
    session.add(BuiltIndexRow(name=index, base=base, reached=base))
