"""What people decided of pairs, and what follows for every record: which stands for which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.orm import Session

from indexer.duplicates.finding import FoundPair
from indexer.duplicates.groups import Edge, folds_of, groups
from indexer.duplicates.tables import DecisionRow, FoldRow, PairRow
from indexer.stored import SEEN, Stored, from_row, in_slices
from indexer.tables import RecordRow

DECIDED = 1.0
"""What somebody decided is surer than what was worked out."""


def ordered(one: str, other: str) -> tuple[str, str]:
    """A pair as the tables keep it."""
    return (one, other) if one < other else (other, one)


def keep_pairs(session: Session, pairs: Iterable[FoundPair]) -> None:
    """Replace what the run before had found."""
    session.execute(delete(PairRow))
    rows = [{"first": p.first, "second": p.second, "verdict": p.verdict, "score": p.score} for p in pairs]
    if rows:
        session.execute(insert(PairRow), rows)


def keep_decision(session: Session, pair: tuple[str, str], same: bool | None) -> None:
    """Keep what somebody decided; None takes it back."""
    first, second = ordered(*pair)
    session.execute(delete(DecisionRow).where(DecisionRow.first == first, DecisionRow.second == second))
    if same is not None:
        session.add(DecisionRow(first=first, second=second, same=same, when=datetime.now(UTC)))
    session.flush()


def folds(session: Session) -> dict[str, str]:
    """Which record stands for which, as it was worked out last."""
    return dict(session.execute(select(FoldRow.record_id, FoldRow.leader)).all())


def keep_folds(session: Session, new: dict[str, str]) -> None:
    """Replace which record stands for which."""
    session.execute(delete(FoldRow))
    if new:
        session.execute(insert(FoldRow), [{"record_id": id_, "leader": leader} for id_, leader in new.items()])


def fold_anew(session: Session) -> set[str]:
    """Work out the folds of the records as they stand; returns every record whose card is another one now."""
    before, pairs, decided = folds(session), list(session.scalars(select(PairRow))), decisions(session)
    if not (before or pairs or decided):
        return set()
    edges, apart = edges_of(((p.first, p.second, p.verdict, p.score) for p in pairs), decided)
    found = groups(edges, apart)
    after = folds_of(found, _standing(session, {each for group in found for each in group}))
    keep_folds(session, after)
    moved = {id_ for id_ in {*before, *after} if before.get(id_) != after.get(id_)}
    return moved | {each[id_] for each in (before, after) for id_ in moved if id_ in each}


def edges_of(
    pairs: Iterable[tuple[str, str, str, float]], decided: Iterable[DecisionRow]
) -> tuple[list[Edge], list[tuple[str, str]]]:
    """Which pairs are one and which are not: clear ones unless somebody said otherwise, and what somebody said."""
    said = {(row.first, row.second): row.same for row in decided}
    clear = [
        Edge(one, two, score) for one, two, verdict, score in pairs if verdict == "clear" and (one, two) not in said
    ]
    return (
        clear + [Edge(*pair, DECIDED) for pair, same in said.items() if same],
        [pair for pair, same in said.items() if not same],
    )


def decisions(session: Session) -> list[DecisionRow]:
    """Everything that was decided."""
    return list(session.scalars(select(DecisionRow)))


def touching(session: Session, record_id: str) -> list[str]:
    """The records of the group that a record is in, itself left out."""
    leader = session.scalars(select(FoldRow.leader).where(FoldRow.record_id == record_id)).first() or record_id
    mine = select(FoldRow.record_id).where(or_(FoldRow.leader == leader, FoldRow.record_id == record_id))
    return [each for each in {leader, *session.scalars(mine)} if each != record_id]


def _standing(session: Session, ids: set[str]) -> dict[str, Stored]:
    found: dict[str, Stored] = {}
    for asked in in_slices(sorted(ids)):
        chosen = select(*SEEN).where(RecordRow.id.in_(asked))
        found |= {row.id: from_row(row) for row in session.execute(chosen)}
    return found
