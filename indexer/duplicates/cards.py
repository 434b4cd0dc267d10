"""Records as cards show them: one that stands for others says what they say too, and those have no card."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from indexer.database import Database
from indexer.duplicates.decisions import decisions, fold_anew, folds, keep_decision
from indexer.duplicates.groups import merged
from indexer.duplicates.tables import DecisionRow, FoldRow, PairRow
from indexer.journal import note
from indexer.stored import Stored
from indexer.tables import RecordRow


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
        """Pairs that somebody should look at, the most alike first."""
        with self._database.session() as session:
            return list(islice(_open_pairs(session), most))

    def waiting(self) -> int:
        """How many such pairs there are."""
        with self._database.session() as session:
            return sum(1 for _ in _open_pairs(session))

    def decide(self, pair: tuple[str, str], same: bool | None) -> None:
        """Keep what somebody decided of two records; None takes it back. The cards change at once."""
        with self._database.session() as session:
            number = self._database.bump(session)
            keep_decision(session, pair, same)
            note(session, number, fold_anew(session))


def _open_pairs(session: Session) -> Iterator[PairRow]:
    """Doubtful pairs of records that stand; one for each two cards, and none of cards of which somebody has spoken."""
    leaders = folds(session)

    def cards(pair: PairRow | DecisionRow) -> frozenset[str]:
        return frozenset(leaders.get(each, each) for each in (pair.first, pair.second))

    known = {cards(said) for said in decisions(session)}
    standing = [exists().where(RecordRow.id == id_) for id_ in (PairRow.first, PairRow.second)]
    doubtful = select(PairRow).where(PairRow.verdict == "doubtful", *standing)
    for pair in session.scalars(doubtful.order_by(PairRow.score.desc(), PairRow.first, PairRow.second)):
        if len(cards(pair)) > 1 and cards(pair) not in known:
            known.add(cards(pair))
            yield pair
