"""The start page: a municipality writes down its challenge."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import DatabaseError, EngineError
from matcher import SearchHit, State, Wanted
from webui.context import service
from webui.forms import ChallengeForm
from webui.maps import path
from webui.placing import Placed, placed

pages = Blueprint("start", __name__)

NEEDS_SHOWN = 5
NOT_KEPT = "Ihr Text ließ sich nicht speichern. Bitte versuchen Sie es in ein paar Minuten noch einmal."


@pages.get("/")
def start() -> str:
    """The empty form, what others look for, and how fresh the records are."""
    return shown(ChallengeForm())


@pages.post("/")
def submit() -> Response | tuple[str, int]:
    """Keep the challenge and lead to its own address; what is wrong comes back with everything that was typed."""
    form = ChallengeForm(request.form)
    checked = form.validate()
    place = placed(service(), form.municipality.data, form.key.data)
    if place.trouble:
        form.municipality.errors = [*form.municipality.errors, place.trouble]
    if not checked or place.trouble:
        return shown(form, place), 422
    try:
        kept = service().keep_challenge(form.text.data, place.key)
    except DatabaseError:
        form.text.errors = [NOT_KEPT]
        return shown(form, place), 503
    return redirect(url_for("challenge.hits", id=kept), 303)


def shown(form: ChallengeForm, place: Placed | None = None) -> str:
    """The start page with a form in any state."""
    return render_template(
        "start.html",
        form=form,
        choices=place.choices if place else (),
        needs=wanted_by_others(),
        state=state(),
        dots=path(service().dots()),
    )


def wanted_by_others() -> tuple[SearchHit, ...]:
    """The latest needs of other municipalities; none where the engine does not answer: the form works without."""
    try:
        hits = service().search(Wanted(q="", chosen={"art": ("need",)}, page=1)).hits
        return tuple(hit for hit in hits if hit.record.state != "beendet")[:NEEDS_SHOWN]
    except (EngineError, DatabaseError):
        return ()


def state() -> State | None:
    """How fresh the records are, or None where nobody can tell."""
    try:
        return service().state()
    except (EngineError, DatabaseError):
        return None
