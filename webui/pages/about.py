"""Pages about the site itself; their facts come from the settings and from the ranking, never from a template."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from webui import letters
from webui.context import service

pages = Blueprint("about", __name__)


@pages.get("/so-wird-gerankt")
def ranking() -> str:
    """Every weight and rule of the ranking with its reason, and the state of the data."""
    return render_template(
        "ranking.html", weights=service().weights(), rules=service().rules(), state=service().state()
    )


@pages.get("/impressum")
def imprint() -> str:
    """Who answers for the site."""
    return render_template("imprint.html")


@pages.get("/datenschutz")
def privacy() -> str:
    """What is kept, how long, and what is not."""
    return render_template("privacy.html")


@pages.get("/barrierefreiheit")
def accessibility() -> str:
    """How accessible the site is, and how that was checked."""
    return render_template("accessibility.html")


@pages.get("/barriere-melden")
def barrier() -> str:
    """How to report a barrier; the page it was met on is filled in if it is one of ours."""
    came_from = request.referrer or ""
    page = came_from if came_from.startswith(request.host_url) else url_for("start.start", _external=True)
    return render_template("barrier.html", mail=letters.barrier(service().settings.office, page))
