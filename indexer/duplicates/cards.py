"""Records as cards show them: one that stands for others says what they say too, and those have no card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import exists, select

from indexer.database import Database
from indexer.duplicates.decisions import decisions, fold_anew, folds, keep_decision
from indexer.duplicates.groups import merged
from indexer.duplicates.tables import DecisionRow, FoldRow, PairRow
from indexer.journal import note
from indexer.stored import Stored


class Cards:
    """The folds of one database; `many` reads records by id."""

    def __init__(self, database: Database, many: Callable[[Sequence[str]], dict[str, Stored]]) -> None:
        self._database = database
        self._many = many

    def merged(self, ids: Sequence[str]) -> dict[str, Stored]:
        """The records with these ids as cards show them: one that stands for others with what they say too."""
        folds = self.folds()
        others = [member for member, leader in folds.items() if leader in ids]
        found = self._many([*ids, *others])
        members: dict[str, list[Stored]] = {}
        for member in others:
            if member in found:
                members.setdefault(folds[member], []).append(found[member])
        return {id_: merged(found[id_], members.get(id_, [])) for id_ in ids if id_ in found}

    def shown(self, ids: Sequence[str]) -> dict[str, Stored]:
        """As `merged`, without the records that another one stands for: they have no card."""
        folds = self.folds()
        return self.merged([id_ for id_ in ids if id_ not in folds])

    def leader(self, record_id: str) -> str:
        """The record that stands for this one; mostly itself."""
        with self._database.session() as session:
            row = session.get(FoldRow, record_id)
            return row.leader if row else record_id

    def folds(self) -> dict[str, str]:
        """Which record stands for which."""
        with self._database.session() as session:
            return folds(session)

    def decisions(self) -> list[DecisionRow]:
        """What people decided of pairs of records."""
        with self._database.session() as session:
            return decisions(session)

    def doubtful(self, most: int) -> list[PairRow]:
        """Pairs that nobody has decided on, the most alike first."""
        decided = exists().where(DecisionRow.first == PairRow.first, DecisionRow.second == PairRow.second)
        waiting = select(PairRow).where(PairRow.verdict == "doubtful", ~decided)
        with self._database.session() as session:
            return list(session.scalars(waiting.order_by(PairRow.score.desc(), PairRow.first).limit(most)))

    def decide(self, pair: tuple[str, str], same: bool | None) -> None:
        """Keep what somebody decided of two records; None takes it back. The cards change at once."""
        with self._database.session() as session:
            number = self._database.bump(session)
            keep_decision(session, pair, same)
            note(session, number, fold_anew(session))
