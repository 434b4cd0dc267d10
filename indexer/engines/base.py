"""What a search engine must be able to do for us; nothing else may be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from indexer.engines.query import Found, Query

Fields = Mapping[str, Any]  # the fields of one document, as mappings/records.json names them


@dataclass(frozen=True)
class Health:
    """How an engine is: its name and version, whether it answers, and one German sentence for people."""

    engine: str
    ok: bool
    says: str


class Engine(Protocol):
    """An index engine. Names of indexes are concrete; `alias` is the one name that searches use."""

    alias: str

    def create(self, index: str) -> None:
        """Make an empty index; searches do not see it yet."""

    def fill(self, index: str, documents: Iterable[tuple[str, Fields]]) -> int:
        """Add or replace documents by id and return how many; raises BulkFailed, never drops one in silence."""

    def ready(self, index: str) -> None:
        """Make everything filled so far searchable, replicated and warm."""

    def count(self, index: str) -> int:
        """How many documents the index holds."""

    def activate(self, index: str) -> None:
        """Point the alias at the index, at once, for everybody."""

    def live(self) -> str | None:
        """The concrete index behind the alias, or None."""

    def indexes(self) -> list[str]:
        """Every index of this alias, oldest first."""

    def drop(self, index: str) -> None:
        """Delete an index that is not live."""

    def upsert(self, index: str, documents: Iterable[tuple[str, Fields]]) -> None:
        """Add or replace documents; searches see them when this returns."""

    def delete(self, index: str, ids: Sequence[str]) -> None:
        """Remove documents; searches miss them when this returns."""

    def search(self, query: Query, index: str | None = None) -> Found:
        """Answer from `index`, or from what the alias points at; raises IndexMissing, EngineDown."""

    def frequency(self, field: str, token: str, index: str | None = None) -> int:
        """In how many documents the token stands in the field."""

    def health(self) -> Health:
        """How the engine is; never raises."""

    def close(self) -> None:
        """Give back what the engine holds open."""
