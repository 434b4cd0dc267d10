"""Those who have the same need, as one group: what speaks for each, what it may be paid by, and a draft letter."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from webui.addresses import Chosen
from webui.context import service
from webui.pages.challenge import asked_of, hits_address, private, sender
from webui.policy import public

pages = Blueprint("joint", __name__)


@pages.get("/anliegen/<id>/gemeinsam")
@public
def show(id: str) -> Response:
    """The group for a kept challenge."""
    challenge = service().challenge(id)
    chosen = Chosen.read(request.args)
    without, extra = asked_of(challenge, chosen)
    found = service().joint(challenge.text, challenge.ags, without=without, extra=extra)
    return private(
        render_template(
            "joint.html",
            challenge=challenge,
            found=found,
            own=sender(challenge),
            back=hits_address(id, "bedarf", chosen),
        )
    )
