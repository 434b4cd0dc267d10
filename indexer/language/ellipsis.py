"""Shared parts that German leaves out: Klima- und Umweltschutz, Umweltschutz und -bildung."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.language.words import HYPHENS, Reader, Word

REACH = 8  # tokens: how far the completing word may stand ("Klima-, Natur- und Umweltschutz")
SHORTEST_END = 3  # letters of an ending that may be shared
_BETWEEN = frozenset({"und", "oder", "sowie", "bzw", "beziehungsweise", "bis", "als", "auch"})
_END_OF_SENSE = frozenset(".!?;:\n")


def partners(surfaces: Sequence[str], words: Sequence[Word | None]) -> Iterator[tuple[int, str]]:
    """The place of every hanging word with the full word that has its part; `words` is None between words."""
    for at in [place for place, word in enumerate(words) if word and word.hangs]:
        before = surfaces[at][0] in HYPHENS
        reach = range(at - 1, max(at - 1 - REACH, -1), -1) if before else range(at + 1, min(at + 1 + REACH, len(words)))
        whole = _whole(surfaces, words, reach)
        if whole:
            yield at, whole


def complete(hanging: str, whole: str, reader: Reader) -> str | None:
    """The hanging word with the part that it shares with the full one, or None if they share none."""
    share = _shared_front if hanging[0] in HYPHENS else _shared_end
    return share(hanging, whole, reader)


def _whole(surfaces: Sequence[str], words: Sequence[Word | None], reach: Iterable[int]) -> str | None:
    """The nearest full word, over commas, conjunctions and further hanging words."""
    for place in reach:
        surface, word = surfaces[place], words[place]
        if word is None:
            if _END_OF_SENSE & set(surface):
                return None
        elif surface.lower() not in _BETWEEN and not word.hangs:
            return surface
    return None


def _shared_end(hanging: str, whole: str, reader: Reader) -> str | None:
    """Klima- with the end of Umweltschutz: the longest that makes a known word, else its last part."""
    front = hanging.rstrip(HYPHENS)
    if whole[-1:].isdecimal() or HYPHENS[0] in whole:
        return None
    pieces = reader.german.split(whole)
    ends = ["".join(pieces[start:]) for start in range(1, len(pieces))]
    if not ends:  # Nachteile is no compound, and still Vor- means Vorteile
        ends = [whole[start:] for start in range(2, len(whole) - SHORTEST_END + 1)]
        return next((front + end for end in ends if reader.lexicon.knows((front + end).lower())), None)
    return front + next((end for end in ends if reader.lexicon.knows((front + end).lower())), ends[-1])


def _shared_front(hanging: str, whole: str, reader: Reader) -> str | None:
    """-bildung with the front of Umweltschutz."""
    end = hanging.lstrip(HYPHENS).lower()
    pieces = reader.german.split(whole)
    return whole[: -len(pieces[-1])] + end if len(pieces) > 1 else None
