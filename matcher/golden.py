"""Golden queries: searches that the office knows the answer of, asked of every new index before it goes live."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from indexer import Check, Filter, SettingsError, Trial
from matcher.search import Wanted, found_ids
from matcher.view import Holdings, View

GOLDEN = Path(__file__).parent.parent / "mappings" / "golden_queries.toml"

EVERYTHING = (Filter("visibility", ("public", "municipalities", "office")),)


class GoldenQuery(BaseModel):
    """One search, the record it must find, and the last place at which that record may stand."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    asks: str
    finds: str
    within: int = Field(10, ge=1, le=10)


def read_golden(path: Path = GOLDEN) -> tuple[GoldenQuery, ...]:
    """Read the office's file; raises SettingsError that names what is wrong."""
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("query", [])
        return tuple(GoldenQuery.model_validate(row) for row in listed)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise SettingsError(
            f"{path.name} ist nicht brauchbar: {error}", "Bitte die genannte Stelle berichtigen."
        ) from error


def golden_check(holdings: Holdings, queries: Iterable[GoldenQuery]) -> Check:
    """A check for the gate; a query whose record is not in the new index is passed over."""
    asked = tuple(queries)

    def check(trial: Trial) -> Iterable[str]:
        view = View(holdings, trial.index, trial.snapshot, EVERYTHING)
        for query in asked:
            if trial.snapshot.row(query.finds) is None:
                continue
            if query.finds not in found_ids(view, Wanted(query.asks))[: query.within]:
                yield f"„{query.asks}“ findet {query.finds} nicht mehr unter den ersten {query.within}."

    return check
