"""The packed lexicon's file: built once from spacy-lookups-data, then read in a fifth of a second.

Format (little endian): one line of JSON with version, number of words and bytes that follow; then four columns: 16-bit
codes as noun, the same as other word, one byte each that says whether the lemma list knows it, the words, one a line,
UTF-8, sorted.
A code is the negative log-probability in hundredths; 0 means "never seen so".
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

PACK_FORMAT = "2"
STEP = 100  # codes per unit of log-probability; a hundredth is far below any margin of the splitter
RAREST = -16.2  # log-probability under which a form must be in the lemma list to count as a word
LISTED_ONLY = -16.8  # stands in the lemma list, but no corpus has shown it
PROBABILITIES = "de_lexeme_prob.json.gz"
LEMMAS = "de_lemma_lookup.json.gz"
PLAIN_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{3,30}")


@dataclass(frozen=True)
class Words:
    """All words lower-case, with their codes as noun and as other word and their place in the lemma list."""

    words: list[str]
    nouns: array[int]
    others: array[int]
    listed: bytes


def source_version() -> str:
    """Eight hex digits that change with the format or with the data it is built from."""
    data = version("spacy-lookups-data")
    digest = hashlib.sha256(f"{PACK_FORMAT} {data} {STEP} {RAREST} {LISTED_ONLY}".encode())
    for name in (PROBABILITIES, LEMMAS):
        digest.update(str((_data() / name).stat().st_size).encode())
    return digest.hexdigest()[:8]


def build() -> Words:
    """Read the sources (about 3 seconds) and pack them in memory."""
    listed = {form.lower() for pair in _read(LEMMAS).items() for form in pair}
    nouns: dict[str, float] = {}
    others: dict[str, float] = {}
    for form, chance in _plain_forms(_read(PROBABILITIES), listed):
        table = others if form.islower() else nouns
        table[form.lower()] = max(chance, table.get(form.lower(), chance))
    for word in listed - nouns.keys() - others.keys():
        nouns[word] = LISTED_ONLY
    words = sorted(nouns.keys() | others.keys())
    return Words(words, _codes(words, nouns), _codes(words, others), bytes(word in listed for word in words))


def write(path: Path, packed: Words) -> None:
    """Write the pack beside its place and move it there at once, so that no reader sees half of it; raises OSError."""
    body = _little(packed.nouns).tobytes() + _little(packed.others).tobytes() + packed.listed
    body += "\n".join(packed.words).encode()
    head = {"version": source_version(), "words": len(packed.words), "bytes": len(body)}
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(json.dumps(head).encode() + b"\n" + body)
            file.flush()
            os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)  # gone already where all went well


def read(path: Path) -> Words | None:
    """Read a pack; None if it is missing, cut short or of another version."""
    try:
        line, _, body = path.read_bytes().partition(b"\n")
        head = json.loads(line)
        whole = head["version"] == source_version() and head["bytes"] == len(body)
        return _unpack(body, head["words"]) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _unpack(body: bytes, count: int) -> Words:
    width = 2 * count
    nouns, others = array("H", body[:width]), array("H", body[width : 2 * width])
    words = body[2 * width + count :].decode().split("\n")
    return Words(words, _little(nouns), _little(others), body[2 * width : 2 * width + count])


def _plain_forms(chances: dict[str, float], listed: set[str]) -> Iterator[tuple[str, float]]:
    """The forms that can be parts of German words: letters only, lower-case or capitalised, not too rare."""
    for form, chance in chances.items():
        usual_case = form.islower() or (form[0].isupper() and form[1:].islower())
        if usual_case and PLAIN_WORD.fullmatch(form) and (chance >= RAREST or form.lower() in listed):
            yield form, chance


def _codes(words: list[str], table: dict[str, float]) -> array[int]:
    return array("H", (round(-table[word] * STEP) if word in table else 0 for word in words))


def _little(codes: array[int]) -> array[int]:
    if sys.byteorder == "big":
        codes = array("H", codes)
        codes.byteswap()
    return codes


def _data() -> Path:
    return Path(str(files("spacy_lookups_data"))) / "data"


def _read(name: str) -> dict[str, Any]:
    with gzip.open(_data() / name, "rt", encoding="utf-8") as file:
        table: dict[str, Any] = json.load(file)
    return table
