"""What found nothing becomes a task of the office, where the asker leaves a mailbox."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import AccessError
from matcher import Challenge
from matcher.desk import address_from
from webui import errors
from webui.context import service
from webui.desk_forms import TaskForm
from webui.pages.challenge import private, sender
from webui.policy import public
from webui.uses import count_use

pages = Blueprint("ask", __name__)


@pages.get("/anliegen/<id>/aufgabe")
@public
def write(id: str) -> Response:
    """The promise with its day, and the one field that it needs."""
    return shown(service().challenge(id), TaskForm())


@pages.post("/anliegen/<id>/aufgabe")
@public
def take(id: str) -> Response:
    """Make it a task and tell the asker by mail."""
    challenge, form = service().challenge(id), TaskForm(request.form)
    if not form.validate():
        return shown(challenge, form, 422)
    mailbox, place = address_from(form.mailbox.data), sender(challenge)
    try:
        count_use("task", mailbox)
    except AccessError as error:
        form.mailbox.errors = [str(error)]
        return errors.with_wait(shown(challenge, form, errors.status_of(error)), error)
    service().desk.tasks.take(challenge.text, place.name if place else "", mailbox)
    return redirect(url_for("ask.taken", id=id), 303)


@pages.get("/anliegen/<id>/aufgabe/angenommen")
@public
def taken(id: str) -> Response:
    """Says until when the answer comes."""
    return private(render_template("ask_taken.html", challenge=service().challenge(id), due=due()))


def due() -> date:
    """The day until which the office answers what is asked today."""
    return service().desk.tasks.due(date.today())


def shown(challenge: Challenge, form: TaskForm, status: int = 200) -> Response:
    """The form in any state."""
    return private(render_template("ask.html", challenge=challenge, form=form, due=due()), status)
