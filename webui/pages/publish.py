"""A municipality publishes its need, and takes it back by the link of our mail. No account, no cookie."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import AccessError, Record, RowRejected
from matcher import Challenge
from matcher.desk import NewNeed, address_from, preview_of
from webui import errors
from webui.context import service
from webui.desk_forms import VISIBLE_TO, PublishForm
from webui.limits import NEED_CHARACTERS
from webui.pages.challenge import private, sender
from webui.placing import Placed, placed
from webui.policy import public
from webui.uses import count_use

pages = Blueprint("publish", __name__)


@pages.get("/anliegen/<id>/veroeffentlichen")
@public
def write(id: str) -> Response:
    """The form, filled with what the challenge says."""
    challenge = service().challenge(id)
    place = sender(challenge)
    given = {
        "text": challenge.text[:NEED_CHARACTERS],
        "municipality": place.name if place else "",
        "key": challenge.ags or "",
        "months": "6",
    }
    return shown(challenge, PublishForm(data=given))


@pages.post("/anliegen/<id>/veroeffentlichen")
@public
def submit(id: str) -> Response:
    """First the preview, then with its button on to the office."""
    challenge = service().challenge(id)
    form = PublishForm(request.form)
    checked, place = form.validate(), placed(service(), form.municipality.data, form.key.data)
    if place.trouble:
        form.municipality.errors = [*form.municipality.errors, place.trouble]
    new = need_of(form, place) if checked and place.key else None
    preview = preview_in(form, new) if new else None
    if new is None or preview is None:
        return shown(challenge, form, place, status=422)
    if "send" not in request.form:
        return shown(challenge, form, place, preview)
    try:
        count_use("need", new.mailbox)
    except AccessError as error:
        form.mailbox.errors = [str(error)]
        return errors.with_wait(shown(challenge, form, place, preview, errors.status_of(error)), error)
    service().desk.needs.offer(new, lambda token: url_for("publish.own", token=token, _external=True))
    return redirect(url_for("publish.sent"), 303)


@pages.get("/bedarf/eingereicht")
@public
def sent() -> Response:
    """Says what happens next."""
    return private(render_template("publish_sent.html"))


@pages.get("/mein-bedarf/<token>")
@public
def own(token: str) -> Response:
    """What the link of our mail leads to: the need, to be taken back or shown with its town's name."""
    need = service().desk.needs.of_token(token)
    return private(render_template("own_need.html", need=need, token=token, visible_to=VISIBLE_TO))


@pages.post("/mein-bedarf/<token>/name")
@public
def show_name(token: str) -> Response:
    """The town agrees that its name is shown, or takes that back."""
    need = service().desk.needs.of_token(token)
    service().desk.needs.show_name(need.id, not need.named)
    return redirect(url_for("publish.own", token=token), 303)


@pages.post("/mein-bedarf/<token>/zurueckziehen")
@public
def withdraw(token: str) -> Response:
    """Take the need out, now and for good."""
    service().desk.needs.withdraw(service().desk.needs.of_token(token).id)
    return redirect(url_for("publish.withdrawn"), 303)


@pages.get("/bedarf/zurueckgezogen")
@public
def withdrawn() -> Response:
    """Says that nothing is left."""
    return private(render_template("need_withdrawn.html"))


def need_of(form: PublishForm, place: Placed) -> NewNeed:
    """What was filled in; only with a form that holds and a place that is sure."""
    town = service().place(place.key or "")
    return NewNeed(
        title=" ".join(form.title.data.split()),
        text=form.text.data,
        ags=place.key or "",
        town=town.name if town else "",
        land=town.land if town else "",
        mailbox=address_from(form.mailbox.data),
        visibility=form.visibility.data,
        until=form.until,
        named=form.named.data,
    )


def preview_in(form: PublishForm, new: NewNeed) -> Record | None:
    """The record as it would be, or None with the fault at its field."""
    try:
        return preview_of(new, service().settings.site)
    except RowRejected as error:
        form.text.errors = [str(error)]
        return None


def shown(
    challenge: Challenge,
    form: PublishForm,
    place: Placed | None = None,
    preview: Record | None = None,
    status: int = 200,
) -> Response:
    """The form in any state."""
    choices = place.choices if place else ()
    page = render_template("publish.html", challenge=challenge, form=form, choices=choices, preview=preview)
    return private(page, status)
