"""How long names and mailboxes of participants stay, what was removed when, and removing them now."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui.pages.event_frame import SAID, events, there
from webui.policy import allowed

pages = Blueprint("event_keeping", __name__, url_prefix="/buero/veranstaltungen/personendaten")
pages.before_request(there)


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """What is there until when, and the record of what has gone."""
    forgetting = events().forgetting
    return render_template(
        "event_keeping.html",
        kept=forgetting.kept(),
        removals=forgetting.removals(),
        today=date.today(),
        said=SAID.get(request.args.get("getan", ""), ""),
    )


@pages.post("/<event>/entfernen")
@allowed("geschaeftsstelle")
def remove(event: str) -> Response:
    """Remove the personal data of one event now."""
    events().forgetting.remove(event, "von der Geschäftsstelle entfernt")
    return redirect(url_for("event_keeping.start", getan="vergessen"), 303)
