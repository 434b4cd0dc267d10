"""Providers are ranked alike: nobody fills a list with many entries of one firm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

MOST_EACH = 2
"""Offerings of one provider in a list of ten: a second product may be the right one, a third is advertising."""

Hit = TypeVar("Hit")


def capped(hits: Iterable[Hit], provider_of: Callable[[Hit], str]) -> Iterator[Hit]:
    """The hits in their order, without those of a provider that has had its places; "" is nobody and never capped."""
    had: Counter[str] = Counter()
    for hit in hits:
        provider = " ".join(provider_of(hit).casefold().split())
        had[provider] += 1
        if not provider or had[provider] <= MOST_EACH:
            yield hit
