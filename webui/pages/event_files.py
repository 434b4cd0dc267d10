"""Everything of an event as files: lists, calendars, links for a mail merge, the whole event."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, send_file, url_for
from werkzeug.wrappers import Response

from indexer import NotFound, sheet_of_texts
from webui.calendars import calendars_file
from webui.event_diaries import diaries_of
from webui.event_tables import Listing, pairs_listing, people_listing, plan_listing
from webui.event_tables import template as empty_list
from webui.pages.event_frame import events, exported, held, names_of, there
from webui.policy import allowed

pages = Blueprint("event_files", __name__, url_prefix="/buero/veranstaltungen/<event>/dateien")
pages.before_request(there)

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "json": "application/json",
}


@pages.get("/vorlage.xlsx")
@allowed("geschaeftsstelle")
def template(event: str) -> Response:
    """The empty list of participants."""
    held(event)
    return sent(empty_list(), "vorlage-teilnehmende", "xlsx")


@pages.get("/teilnehmende.<kind>")
@allowed("geschaeftsstelle")
def people(event: str, kind: str) -> Response:
    """Everybody; that somebody took the list is written down."""
    held(event)
    exported(f"event people {event}")
    return told(people_listing(events().people.all(event), events().people.persons(event)), kind)


@pages.get("/paare.<kind>")
@allowed("geschaeftsstelle")
def pairs(event: str, kind: str) -> Response:
    """Every pair."""
    held(event)
    return told(pairs_listing(events().pairs.all(event), names_of(event)), kind)


@pages.get("/plan-<int:version>.<kind>")
@allowed("geschaeftsstelle")
def plan(event: str, version: int, kind: str) -> Response:
    """One version of the plan."""
    return told(plan_listing(events().versions.get(event, version)), kind)


@pages.get("/kalender.zip")
@allowed("geschaeftsstelle")
def calendars(event: str) -> Response:
    """A calendar file for everybody who attends."""
    held(event)
    coming = [one for one in events().people.all(event) if one.attends]
    diaries = diaries_of(events(), event, tuple(one.id for one in coming))
    return sent(calendars_file((f"{one.number:03}.ics", diaries[one.id]) for one in coming), "kalender", "zip")


@pages.post("/links.xlsx")
@allowed("geschaeftsstelle")
def links(event: str) -> Response:
    """New personal links for everybody who has none: they are told here once and never again."""
    names, persons = names_of(event), events().people.persons(event)
    given = events().links.give_all(event)
    exported(f"event links {event}")
    rows = [
        (
            names[id],
            persons[id][0].name if persons.get(id) else "",
            persons[id][0].mailbox if persons.get(id) else "",
            url_for("event_own.start", token=token, _external=True),
            url_for("event_own.outcome", token=token, _external=True),
        )
        for id, token in given.items()
    ]
    heads = ("Organisation", "Name", "E-Mail", "Link vorher", "Link danach")
    return sent(sheet_of_texts("Links", heads, rows), "persoenliche-links", "xlsx")


@pages.get("/veranstaltung.json")
@allowed("geschaeftsstelle")
def whole_event(event: str) -> Response:
    """The whole event as one file, for a machine without internet and back."""
    exported(f"event {event}")
    return sent(events().transfer.export(event), "veranstaltung", "json")


def told(listing: Listing, kind: str) -> Response:
    """A table as XLSX or CSV."""
    if kind not in ("xlsx", "csv"):
        raise NotFound("Diese Datei gibt es nicht.")
    return sent(listing.xlsx() if kind == "xlsx" else listing.csv(), listing.name.lower(), kind)


def sent(file: bytes, name: str, kind: str) -> Response:
    """A file to be kept."""
    return send_file(BytesIO(file), mimetype=TYPES[kind], as_attachment=True, download_name=f"{name}.{kind}")
