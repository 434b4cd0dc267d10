"""How long a match takes by the length of the challenge, and how much longer the slowest of each class takes."""

from __future__ import annotations

import statistics
import time

from matcher.match import Asked, match
from matcher.view import View
from tests.bench.invented import Pool

CLASSES = (3, 12, 40, 150, 400)
"""Words of a challenge: typed in passing, a sentence, three sentences, a page, a pasted paper."""

EACH, WARM_UP = 20, 3
MS = 1000.0


def by_length(view: View, pool: Pool) -> dict[str, dict[str, float]]:
    """For each class the median and the slowest in ms, and how many times the median the slowest takes."""
    return {f"match_{words}_words": _figures(view, pool, words) for words in CLASSES}


def _figures(view: View, pool: Pool, words: int) -> dict[str, float]:
    texts = [_text(pool, words) for _ in range(EACH + WARM_UP)]
    taken = [_timed(view, text) for text in texts][WARM_UP:]
    median, most = statistics.median(taken), max(taken)
    return {"p50": round(median, 1), "slowest": round(most, 1), "times": round(most / median, 2)}


def _text(pool: Pool, words: int) -> str:
    said: list[str] = []
    while len(said) < words:
        said += pool.challenge().split()
    return " ".join(said[:words])


def _timed(view: View, text: str) -> float:
    start = time.perf_counter()
    match(view, Asked(text))
    return (time.perf_counter() - start) * MS
