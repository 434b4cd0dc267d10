"""A kept challenge at its own address: what was understood, and three lists of people to call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import District, Municipality
from matcher import HELPFUL, NOT_HELPFUL, Challenge, Hit, Match
from webui.addresses import Chosen, page_number
from webui.context import service
from webui.forms import ChallengeForm
from webui.limits import HITS_ON_A_PAGE
from webui.maps import Chart, chart
from webui.placing import choice, placed

pages = Blueprint("challenge", __name__, url_prefix="/anliegen")

Place = Municipality | District


@dataclass(frozen=True)
class View:
    """One of the three lists: its word in the address, its name for one hit, and where it lies in an answer."""

    word: str
    one: str
    hits: Callable[[Match], tuple[Hit, ...]]


VIEWS = {
    view.word: view
    for view in (
        View("kommunen", "Kommune, die es gemacht hat", lambda match: match.peers),
        View("anbieter", "Anbieter", lambda match: match.providers),
        View("bedarf", "Kommune mit gleichem Bedarf", lambda match: match.same_need),
    )
}


WAYS = {
    "do": ("es selbst machen.", "kommunen", "Wer es schon gemacht hat"),
    "buy": ("etwas einkaufen.", "anbieter", "Zu den Anbietern"),
    "join": ("es gemeinsam angehen.", "bedarf", "Wer dasselbe sucht"),
}
"""What somebody wants, in words; the list that serves it, and the link to it."""


@dataclass(frozen=True)
class Shown:
    """One page of one list."""

    view: View
    hits: tuple[Hit, ...]
    first: int
    page: int
    pages: int


@pages.get("/<id>", defaults={"view": "kommunen"})
@pages.get("/<id>/<any(anbieter, bedarf):view>")
def hits(id: str, view: str) -> Response:
    """One of the three lists of a kept challenge."""
    challenge = service().challenge(id)
    chosen = Chosen.read(request.args)
    match = matched(challenge, chosen)
    shown = one_page(VIEWS[view], match, page_number(request.args))
    place = sender(challenge)
    page = render_template(
        "challenge.html",
        challenge=challenge,
        chosen=chosen,
        match=match,
        shown=shown,
        items=[(each, len(each.hits(match)), hits_address(id, each.word, chosen)) for each in VIEWS.values()],
        turn=lambda page: hits_address(id, view, chosen, page),
        place=choice(service(), place) if place else None,
        chart=chart_of(shown, place),
        ways=WAYS,
        given=service().feedback.given(id),
        says=(("Hilfreich", HELPFUL), ("Nicht hilfreich", NOT_HELPFUL)),
        word_address=word_address(id, view, chosen, shown.page),
        hits_address=hits_address,
        together=url_for("joint.show", id=id, **chosen.params()) if view == "bedarf" and match.same_need else None,
        due=service().desk.tasks.due(date.today()),
    )
    return private(page)


@pages.get("/<id>/aendern")
def edit(id: str) -> Response:
    """The form with the kept text, to be changed."""
    challenge = service().challenge(id)
    place = sender(challenge)
    form = ChallengeForm(
        data={"text": challenge.text, "municipality": place.name if place else "", "key": challenge.ags or ""}
    )
    return private(render_template("edit.html", form=form, challenge=challenge, choices=()))


@pages.post("/<id>/aendern")
def change(id: str) -> Response:
    """Keep the changed text under a new address and delete the one before."""
    challenge = service().challenge(id)
    form = ChallengeForm(request.form)
    checked = form.validate()
    place = placed(service(), form.municipality.data, form.key.data)
    if place.trouble:
        form.municipality.errors = [*form.municipality.errors, place.trouble]
    if not checked or place.trouble:
        page = render_template("edit.html", form=form, challenge=challenge, choices=place.choices)
        return private(page, 422)
    kept = service().keep_challenge(form.text.data, place.key, challenge.without, challenge.extra)
    service().forget_challenge(id)
    return redirect(url_for("challenge.hits", id=kept), 303)


@pages.post("/<id>/loeschen")
def delete(id: str) -> Response:
    """Delete the challenge now."""
    service().forget_challenge(id)
    return redirect(url_for("challenge.deleted"), 303)


@pages.get("/geloescht")
def deleted() -> str:
    """Says that nothing is kept any more."""
    return render_template("deleted.html")


def matched(challenge: Challenge, chosen: Chosen) -> Match:
    """The answer to a challenge with the topics that its address takes out or adds."""
    without, extra = asked_of(challenge, chosen)
    return service().match(challenge.text, challenge.ags, without=without, extra=extra)


def asked_of(challenge: Challenge, chosen: Chosen) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The topics taken out and those added, by the challenge as it is kept and by its address."""
    without = tuple(dict.fromkeys((*(t for t in challenge.without if t not in chosen.extra), *chosen.without)))
    extra = tuple(dict.fromkeys((*(t for t in challenge.extra if t not in chosen.without), *chosen.extra)))
    return without, extra


def one_page(view: View, match: Match, page: int) -> Shown:
    """Cut one page out of a list; a page behind the last one does not exist."""
    every = view.hits(match)
    last = max(ceil(len(every) / HITS_ON_A_PAGE), 1)
    if page > last:
        abort(404)
    start = (page - 1) * HITS_ON_A_PAGE
    return Shown(view, every[start : start + HITS_ON_A_PAGE], start + 1, page, last)


def sender(challenge: Challenge) -> Place | None:
    """The municipality that asks, if it said so."""
    return service().place(challenge.ags) if challenge.ags else None


def chart_of(shown: Shown, own: Place | None) -> Chart:
    """The map of what the page shows."""
    return chart(service().dots(), shown.hits, shown.first, own)


def hits_address(id: str, word: str, chosen: Chosen, page: int = 1) -> str:
    """The address of one list with the topics as they are chosen."""
    return url_for("challenge.hits", id=id, view=word, **chosen.params(), seite=page if page > 1 else None)


def word_address(id: str, word: str, chosen: Chosen, page: int) -> str:
    """Where a word on a hit of this page goes; the number of the hit is put behind it."""
    return url_for("feedback.give", id=id, liste=word, seite=page if page > 1 else None, **chosen.params())


def private(page: str, status: int = 200) -> Response:
    """A page that only the people with its address shall see: kept by no cache, listed by no search engine."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
