"""From rows to records: validated, their places resolved; what is not usable is kept with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.errors import RowRejected
from indexer.places.names import Names, Resolution
from indexer.records import Record, record_from
from indexer.rejected import Rejected, without_contact
from indexer.sources.rows import Row
from indexer.stored import Arrived, fresh

UNKNOWN = "Ort nicht im Verzeichnis: {}."
AMBIGUOUS = "Ort nicht eindeutig: {}."


def take_in(rows: Iterable[Row], names: Names) -> Iterator[Arrived | Rejected]:
    """Turn each row into a record with its places, or into a rejected row; a place never rejects a record."""
    places = Places(names)
    for row in rows:
        yield _taken(row, places)


class Places:
    """Resolves the places of records; the same name in the same Land is looked up once."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[tuple[str, str | None], Resolution] = {}

    def keys(self, record: Record) -> tuple[str, ...]:
        """The keys of all municipalities and districts that are sure, each once."""
        found = (self._resolve(text, record.land).key for text in record.municipalities)
        return tuple(dict.fromkeys(key for key in found if key))

    def note(self, record: Record) -> str | None:
        """Which places stay open, as German sentences; None if all are sure."""
        open_places = [(text, self._resolve(text, record.land)) for text in record.municipalities]
        ambiguous = [text for text, found in open_places if not found.key and found.choices]
        unknown = [text for text, found in open_places if not found.key and not found.choices]
        told = [(UNKNOWN, unknown), (AMBIGUOUS, ambiguous)]
        return " ".join(sentence.format("; ".join(texts)) for sentence, texts in told if texts) or None

    def _resolve(self, text: str, land: str | None) -> Resolution:
        if (text, land) not in self._known:
            self._known[text, land] = self._names.resolve(text, land)
        return self._known[text, land]


def _taken(row: Row, places: Places) -> Arrived | Rejected:
    if row.fault:
        return Rejected(row.file, row.number, row.fault, without_contact(row.values))
    try:
        record = record_from(row.values)
    except RowRejected as reason:
        return Rejected(row.file, row.number, str(reason), without_contact(row.values))
    return Arrived(fresh(record, "", places.keys(record), places.note(record)), row.file, row.number)
