"""What is printed: personal sheets, table signs, wall chart, reception list; as pages, and as one PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from flask import Blueprint, redirect, request, send_file
from werkzeug.wrappers import Response

from indexer import NotFound
from matcher import Papers, personal_name, table_name
from webui.pages.event_frame import events, exported, held, shown, there, to
from webui.policy import allowed
from webui.printing import pdf_of

pages = Blueprint("event_sheets", __name__, url_prefix="/buero/veranstaltungen/<event>/druck")
pages.before_request(there)

PDF = "application/pdf"
PARTS = {
    "blaetter": ("Persönliche Blätter", "event_personal.html"),
    "tische": ("Tischschilder", "event_tables.html"),
    "wand": ("Wandplan", "event_wall.html"),
    "empfang": ("Empfangsliste", "event_reception.html"),
}
"""The pages that hold what the PDF holds: name in the address → title and template."""


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """What there is to print, and what has changed since it was printed."""
    papers = events().press.papers(event)
    changed = events().press.changed(event)
    return shown(
        "event_print.html",
        held(event),
        papers=papers,
        changed=changed,
        labels=labels(papers),
        parts=PARTS,
        leaving=events().versions.leaving(event),
    )


@pages.get("/<view>")
@allowed("geschaeftsstelle")
def part(event: str, view: str) -> str:
    """One kind of paper as a page."""
    found = held(event)
    if view not in PARTS:
        raise NotFound("Diese Blätter gibt es nicht.")
    title, template = PARTS[view]
    return shown(template, found, papers=published(event), title=title)


@pages.get("/mappe.pdf")
@allowed("geschaeftsstelle")
def pack(event: str) -> Response:
    """Everything as one PDF; with `nur=neu` only what has changed since the last print."""
    papers = published(event)
    names = events().press.changed(event) if request.args.get("nur") == "neu" else tuple(papers.fingerprints)
    exported(f"event print {event}")
    file = pdf_of(papers, names, datetime.now(UTC))
    return send_file(BytesIO(file), mimetype=PDF, as_attachment=True, download_name="druckmappe.pdf")


@pages.post("/gedruckt")
@allowed("geschaeftsstelle")
def printed(event: str) -> Response:
    """Everything lies printed on the table."""
    events().press.printed(event)
    return redirect(to("event_sheets.start", event, "gedruckt"), 303)


def published(event: str) -> Papers:
    """The papers of the plan that holds; raises NotFound before one does."""
    papers = events().press.papers(event)
    if papers is None:
        raise NotFound("Noch ist kein Plan veröffentlicht.", "Blätter gibt es, sobald einer gilt.")
    return papers


def labels(papers: Papers | None) -> dict[str, str]:
    """The name of each sheet → how it is called in a list."""
    if papers is None:
        return {}
    from_people = {
        personal_name(sheet.registration): f"Blatt {sheet.number}: {sheet.organisation}" for sheet in papers.personal
    }
    from_tables = {table_name(sheet.table.id): f"Schild: {sheet.table}" for sheet in papers.tables}
    return from_people | from_tables | {"wall": "Wandplan", "reception": "Empfangsliste"}
