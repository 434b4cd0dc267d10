"""After the event: the report, the outcome question, and when personal data go."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint

from matcher import OUTCOMES
from webui.pages.event_frame import events, held, shown, there
from webui.policy import allowed

pages = Blueprint("event_after", __name__, url_prefix="/buero/veranstaltungen/<event>/danach")
pages.before_request(there)


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """The event in figures."""
    found = held(event)
    gone = found.arrangement.day + timedelta(days=found.arrangement.rules.keep_days)
    return shown("event_after.html", found, report=events().afterwards.report(event), outcomes=OUTCOMES, gone=gone)
