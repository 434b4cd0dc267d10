"""After the event: the report, what came of the meetings, and who is asked about it."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from indexer import EventRefused
from matcher import OUTCOMES, Writer
from webui.context import service
from webui.event_tables import outcomes_listing
from webui.pages.event_files import told
from webui.pages.event_frame import events, held, shown, there, to
from webui.policy import allowed

pages = Blueprint("event_after", __name__, url_prefix="/buero/veranstaltungen/<event>/danach")
pages.before_request(there)


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """The event in figures, and meeting by meeting."""
    found, content = held(event), events().versions.published(event)
    day, rules = found.arrangement.day, found.arrangement.rules
    answers = events().afterwards.answers(event)
    return shown(
        "event_after.html",
        found,
        report=events().afterwards.report(event),
        outcomes=OUTCOMES,
        listing=outcomes_listing(content, answers) if content and answers else None,
        round=events().questions.round(event),
        asked_on=day + timedelta(days=1),
        over=day <= date.today(),
        gone=day + timedelta(days=rules.keep_days),
    )


@pages.post("/fragen")
@allowed("geschaeftsstelle")
def ask(event: str) -> Response:
    """Ask everybody by mail who was not asked yet; the day after this goes by itself."""
    if held(event).arrangement.day > date.today():
        raise EventRefused("Gefragt wird erst, wenn die Veranstaltung war.")
    writer = Writer(service().settings.office, lambda token: url_for("event_own.outcome", token=token, _external=True))
    events().questions.ask(event, writer)
    return redirect(to("event_after.start", event, "gefragt"), 303)


@pages.get("/ergebnisse.<kind>")
@allowed("geschaeftsstelle")
def results(event: str, kind: str) -> Response:
    """What came of each meeting, as a file."""
    content = events().versions.published(event)
    return told(outcomes_listing(content, events().afterwards.answers(event)), kind)
