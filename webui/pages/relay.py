"""First contact: a message to the people behind a record, whose address no page tells."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import AccessError, NotFound
from matcher import Challenge, RecordPage
from matcher.desk import Message, address_from
from webui import errors
from webui.context import service
from webui.desk_forms import RelayForm
from webui.pages.challenge import private, sender
from webui.placing import Placed, placed
from webui.policy import public
from webui.uses import count_use

pages = Blueprint("relay", __name__)

CHALLENGE = "anliegen"  # the parameter that names the challenge somebody comes from


@pages.get("/kontakt/<id>")
@public
def write(id: str) -> Response:
    """The form with the ready first text."""
    page, challenge = service().record(id), asked_from()
    place = sender(challenge) if challenge else None
    given = {
        "text": first_text(page, challenge),
        "municipality": place.name if place else "",
        "key": (challenge.ags or "") if challenge else "",
    }
    return shown(page, RelayForm(data=given))


@pages.post("/kontakt/<id>")
@public
def send(id: str) -> Response:
    """Put the message on its way."""
    page = service().record(id)
    form = RelayForm(request.form)
    checked, place = form.validate(), placed(service(), form.municipality.data, form.key.data)
    if place.trouble:
        form.municipality.errors = [*form.municipality.errors, place.trouble]
    if not checked or place.trouble:
        return shown(page, form, place, 422)
    mailbox, town = address_from(form.mailbox.data), service().place(place.key or "")
    try:
        count_use("message", mailbox, id)
    except AccessError as error:
        form.mailbox.errors = [str(error)]
        return errors.with_wait(shown(page, form, place, errors.status_of(error)), error)
    subject = f"Anfrage zu: {page.record.title}"
    service().desk.relay.send(page.record, Message(mailbox, town.name if town else "", subject, form.text.data))
    return redirect(url_for("relay.sent", id=id, anliegen=request.args.get(CHALLENGE)), 303)


@pages.get("/kontakt/<id>/gesendet")
@public
def sent(id: str) -> Response:
    """Says who reads the message."""
    page = service().record(id)
    return private(render_template("relay_sent.html", page=page, challenge=asked_from()))


def asked_from() -> Challenge | None:
    """The challenge that the address names, if it is still kept."""
    given = request.args.get(CHALLENGE, "")
    try:
        return service().challenge(given) if given else None
    except NotFound:
        return None


def first_text(page: RecordPage, challenge: Challenge | None) -> str:
    """The first text as the hit has it, with its reason; without a challenge the general one."""
    if challenge is None:
        return page.contact.first_text
    match = service().match(challenge.text, challenge.ags, challenge.without, challenge.extra)
    hits = (*match.peers, *match.providers, *match.same_need)
    texts = (hit.contact.first_text for hit in hits if hit.id == page.record.id)
    return next(texts, page.contact.first_text)


def shown(page: RecordPage, form: RelayForm, place: Placed | None = None, status: int = 200) -> Response:
    """The form in any state."""
    choices = place.choices if place else ()
    return private(render_template("relay.html", page=page, form=form, choices=choices, challenge=asked_from()), status)
