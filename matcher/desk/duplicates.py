"""Duplicates at the desk: the office says of two records whether they are one. It holds at once, and for every run."""

from __future__ import annotations

from indexer import (
    DecidedPair,
    DoubtfulPair,
    FoldedGroup,
    Job,
    NotFound,
    decide,
    decided_pairs,
    doubtful_pairs,
    folded_groups,
)


class Duplicates:
    """The pairs of one database. Raises NotFound for records that do not stand."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def waiting(self) -> int:
        """How many pairs wait for a decision."""
        return self._job.store.cards.waiting()

    def doubtful(self) -> tuple[DoubtfulPair, ...]:
        """The pairs that wait, the most alike first; of very many the first ones."""
        return doubtful_pairs(self._job)

    def folded(self) -> tuple[FoldedGroup, ...]:
        """The cards that stand for several records."""
        return folded_groups(self._job)

    def adopters(self, leader: str) -> tuple[str, ...]:
        """The municipalities that a card names: those of the record that leads it and of all it stands for."""
        card = self._job.store.cards.merged([leader])
        return card[leader].record.municipalities if leader in card else ()

    def decided(self) -> tuple[DecidedPair, ...]:
        """What was decided, the latest first."""
        return decided_pairs(self._job)

    def decide(self, one: str, other: str, same: bool | None) -> bool:
        """Say that two records are one or two, or (None) take that back; returns whether the search knows already."""
        self.there(one, other)
        return decide(self._job, one, other, same)

    def there(self, one: str, other: str) -> None:
        """Raise NotFound unless these are two records that stand."""
        if one == other or len(self._job.store.many([one, other])) < len((one, other)):
            raise NotFound("Dieses Paar gibt es nicht.", "Vielleicht wurde einer der Einträge zurückgezogen.")
