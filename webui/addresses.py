"""What the addresses of our pages say: topics taken out or added, ticked facets, the page of a list."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from matcher import Wanted
from webui.limits import FACET_CHARACTERS, LAST_PAGE, TOPIC_CHARACTERS, TOPICS_IN_ADDRESS, VALUES_PER_FACET

FACETS = ("art", "thema", "stand", "merkmal", "groesse", "land", "kreis", "jahr")
Given = MultiDict[str, str]
Params = dict[str, Any]  # as url_for takes them: text, number or list


def page_number(given: Given) -> int:
    """The page asked for by `seite`; anything that is no page is the first."""
    text = given.get("seite", "")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < len("10000") else 1


def values(given: Given, name: str, most: int, longest: int) -> tuple[str, ...]:
    """The values of a repeated parameter, each once, in order; too many or too long ones are left out."""
    kept = dict.fromkeys(value for value in given.getlist(name) if value and len(value) <= longest)
    return tuple(kept)[:most]


@dataclass(frozen=True)
class Chosen:
    """Topics that the address takes out of a stored challenge (`ohne`) or adds to it (`mit`)."""

    without: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: Given) -> Chosen:
        without, extra = (values(given, name, TOPICS_IN_ADDRESS, TOPIC_CHARACTERS) for name in ("ohne", "mit"))
        return cls(without, tuple(topic for topic in extra if topic not in without))

    def removing(self, topic: str) -> Chosen:
        """The same without one more topic."""
        return Chosen((*_less(self.without, topic), topic), _less(self.extra, topic))

    def adding(self, topic: str) -> Chosen:
        """The same with one more topic."""
        return Chosen(_less(self.without, topic), (*_less(self.extra, topic), topic))

    def params(self) -> Params:
        """The parameters of the address that says so."""
        return {name: list(topics) for name, topics in (("ohne", self.without), ("mit", self.extra)) if topics}


def read_wanted(given: Given) -> Wanted:
    """What the address of the search page asks for."""
    ticked = {name: values(given, name, VALUES_PER_FACET, FACET_CHARACTERS) for name in FACETS}
    chosen = {name: found for name, found in ticked.items() if found}
    return Wanted(q=given.get("q", "").strip(), chosen=chosen, page=page_number(given))


def search_params(wanted: Wanted) -> Params:
    """The parameters of the address that asks for this."""
    params: Params = {"q": wanted.q} if wanted.q else {}
    params.update({name: list(found) for name, found in wanted.chosen.items() if found})
    return params | ({"seite": wanted.page} if wanted.page > 1 else {})


def on_page(wanted: Wanted, page: int) -> Params:
    """The same search on another page."""
    return search_params(replace(wanted, page=page))


def unticked(wanted: Wanted, facet: str, value: str) -> Params:
    """The same search with one value less, from its first page on."""
    chosen = wanted.chosen | {facet: _less(wanted.chosen.get(facet, ()), value)}
    return search_params(replace(wanted, chosen=chosen, page=1))


def cleared(wanted: Wanted) -> Params:
    """The same words without any filter."""
    return search_params(replace(wanted, chosen={}, page=1))


def _less(topics: tuple[str, ...], gone: str) -> tuple[str, ...]:
    return tuple(topic for topic in topics if topic != gone)
