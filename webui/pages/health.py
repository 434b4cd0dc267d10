"""For the machine that watches: is the process there, and can it answer?"""

from __future__ import annotations

from flask import Blueprint, Response

from webui.context import service

pages = Blueprint("health", __name__)


@pages.get("/livez")
def live() -> Response:
    """The process answers."""
    return plain("ok", 200)


@pages.get("/readyz")
def ready() -> Response:
    """Database and index answer, too."""
    return plain("ok", 200) if service().alive() else plain("nicht bereit", 503)


def plain(text: str, status: int) -> Response:
    """A short text that no cache keeps."""
    return Response(text + "\n", status, {"Cache-Control": "no-store"}, mimetype="text/plain")
