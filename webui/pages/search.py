"""The search page: words, facets, pages."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, url_for

from matcher import FacetValue, SearchAnswer, Wanted
from webui.addresses import Params, cleared, on_page, read_wanted, unticked
from webui.context import service
from webui.limits import QUERY_CHARACTERS

pages = Blueprint("search", __name__)

TOO_LONG = f"Bitte höchstens {QUERY_CHARACTERS} Zeichen. Längere Texte nimmt die Startseite als Anliegen entgegen."


@pages.get("/suche")
def search() -> str | tuple[str, int]:
    """Hits for what the address asks."""
    wanted = read_wanted(request.args)
    if len(wanted.q) > QUERY_CHARACTERS:
        return render_template("search.html", wanted=wanted, error=TOO_LONG, answer=None), 422
    answer = service().search(wanted)
    if wanted.page > max(answer.pages, 1):
        abort(404)
    return render_template(
        "search.html",
        wanted=wanted,
        error="",
        answer=answer,
        ticked=ticked(wanted, answer),
        clear=address(cleared(wanted)),
        page_address=lambda page: address(on_page(wanted, page)),
        first=first_number(answer),
    )


def first_number(answer: SearchAnswer) -> int:
    """The place of the page's first hit in the whole list; all pages but the last are full."""
    if answer.page == answer.pages:
        return answer.total - len(answer.hits) + 1
    return (answer.page - 1) * len(answer.hits) + 1


def ticked(wanted: Wanted, answer: SearchAnswer) -> list[tuple[FacetValue, str, str]]:
    """Each ticked value with the name of its facet and the address without it."""
    return [
        (value, facet.label, address(unticked(wanted, facet.name, value.value)))
        for facet in answer.facets
        for value in facet.values
        if value.chosen
    ]


def address(params: Params) -> str:
    """The address of a search."""
    return url_for("search.search", **params)
