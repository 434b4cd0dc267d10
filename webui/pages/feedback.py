"""A word on a hit: helpful or not, and why. Nobody is asked who he is, and no cookie is set."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from webui.addresses import Chosen, page_number
from webui.context import service
from webui.pages.challenge import VIEWS, hits_address
from webui.policy import public

pages = Blueprint("feedback", __name__)


@pages.post("/anliegen/<id>/rueckmeldung")
@public
def give(id: str) -> Response:
    """Keep what was chosen and go back to the hit; 404 for a challenge or a record that is not there."""
    challenge = service().challenge(id)
    record = service().record(request.form.get("record", "")).record
    service().feedback.give(challenge, record.id, request.form.get("says", ""))
    word = request.args.get("liste", "")
    number = request.args.get("treffer", "")
    back = hits_address(id, word if word in VIEWS else "kommunen", Chosen.read(request.args), page_number(request.args))
    return redirect(f"{back}#treffer-{number}" if number.isascii() and number.isdigit() else back, 303)
