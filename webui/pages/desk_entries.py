"""The record desk: search, create, change with preview, undo, withdraw; and the rows that no run could use."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import InputError, Record, RowRejected, record_from
from matcher import Wanted
from matcher.desk import Version, differences
from webui import visitor
from webui.accounts import Action
from webui.addresses import page_number
from webui.context import service
from webui.desk import Section, Todo
from webui.limits import QUERY_CHARACTERS
from webui.policy import allowed
from webui.record_form import RecordForm, filled, put_error, row_of

pages = Blueprint("desk_entries", __name__, url_prefix="/buero/eintraege")

RUNS_SHOWN = 5
ACTIONS = {
    "found": "Stand vor der ersten Änderung",
    "created": "angelegt",
    "changed": "geändert",
    "undid": "zurückgenommen",
    "withdrew": "zurückgezogen",
}


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """All records, the latest first, or those that a search finds."""
    words = request.args.get("q", "").strip()[:QUERY_CHARACTERS]
    wanted = Wanted(words, page=page_number(request.args))
    answer = service().search(wanted)
    if wanted.page > max(answer.pages, 1):
        abort(404)
    return render_template("desk_entries.html", q=words, answer=answer, turn=lambda page: address(words, page))


@pages.get("/neu")
@allowed("geschaeftsstelle")
def new() -> str:
    """An empty form."""
    return form_page(RecordForm())


@pages.post("/neu")
@allowed("geschaeftsstelle")
def create() -> Response | tuple[str, int] | str:
    """First the preview, then the record."""
    form = RecordForm(request.form)
    record = record_in(form)
    if record is None:
        return form_page(form), 422
    if "save" not in request.form:
        return form_page(form, record)
    try:
        service().desk.entries.create(row_of(form), me())
    except InputError as error:
        put_error(form, f"Kennung: {error}")
        return form_page(form), 422
    note("created", record.id)
    return redirect(url_for("desk_entries.edit", id=record.id, gespeichert=1), 303)


@pages.get("/<id>")
@allowed("geschaeftsstelle")
def edit(id: str) -> str:
    """One record in its form, with its history; of a withdrawn one only that it was."""
    versions = service().desk.entries.versions(id)
    if versions and versions[0].action == "withdrew":
        return render_template("desk_withdrawn.html", id=id, version=versions[0])
    stored = service().desk.entries.get(id)
    return form_page(RecordForm(data={**filled(stored.record), "read": stored.changed.isoformat()}), id=id)


@pages.post("/<id>")
@allowed("geschaeftsstelle")
def change(id: str) -> Response | tuple[str, int] | str:
    """First the preview with what differs, then the change."""
    form = RecordForm(request.form)
    form["id"].data = id
    record = record_in(form)
    if record is None:
        return form_page(form, id=id), 422
    if "save" not in request.form:
        return form_page(form, record, id)
    try:
        service().desk.entries.change(row_of(form), moment_of(form.read.data), me())
    except InputError as error:
        put_error(form, str(error))
        return form_page(form, id=id), 422
    note("changed", id)
    return redirect(url_for("desk_entries.edit", id=id, gespeichert=1), 303)


@pages.post("/<id>/stand/<int:version>")
@allowed("geschaeftsstelle")
def undo(id: str, version: int) -> Response:
    """Bring a record back to an earlier version."""
    service().desk.entries.undo(id, version, me())
    note("undid", id)
    return redirect(url_for("desk_entries.edit", id=id, gespeichert=1), 303)


@pages.post("/<id>/zurueckziehen")
@allowed("geschaeftsstelle")
def withdraw(id: str) -> Response:
    """Take a record out for good."""
    service().desk.entries.withdraw(id, me())
    note("withdrew", id)
    return redirect(url_for("desk_entries.edit", id=id), 303)


@pages.get("/abgelehnt")
@allowed("geschaeftsstelle")
def rejected() -> str:
    """The rows that the latest runs could not use, each with its reason."""
    runs = service().runs.recent(RUNS_SHOWN)
    return render_template("desk_rejected.html", runs=[(run, service().desk.entries.rejected(run.id)) for run in runs])


def form_page(form: Any, preview: Record | None = None, id: str = "") -> str:
    """The form in any state; with an id below it the record's history."""
    entries = service().desk.entries
    versions: tuple[Version, ...] = entries.versions(id) if id else ()
    before = entries.get(id).record if id else None
    return render_template(
        "desk_entry.html",
        form=form,
        id=id,
        preview=preview,
        touched=differences(before, preview) if before and preview else (),
        versions=versions,
        actions=ACTIONS,
        names={account.id: account.called for account in visitor.doorkeeper().accounts.every()},
        saved="gespeichert" in request.args,
    )


def record_in(form: Any) -> Record | None:
    """The record that was filled in, or None with the fault at its field."""
    form.validate()
    try:
        return record_from(row_of(form))
    except RowRejected as error:
        put_error(form, str(error))
        return None


def moment_of(text: str) -> datetime:
    """When the record had last changed; only a broken page sends something else."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("Dieses Formular ist unvollständig.", "Bitte laden Sie die Seite neu.") from error


def address(words: str, page: int) -> str:
    """The address of one page of the list."""
    return url_for("desk_entries.start", q=words or None, seite=page if page > 1 else None)


def me() -> int:
    """The account that acts."""
    return visitor.me().account.id


def note(action: Action, id: str) -> None:
    """Write into the audit log what was done, and to which record."""
    visitor.doorkeeper().audit.note(action, me(), f"record {id}"[:80])


def todos() -> tuple[Todo, ...]:
    """Rows that the latest run could not use."""
    latest = service().runs.recent(1)
    refused = len(service().desk.entries.rejected(latest[0].id)) if latest else 0
    if not refused:
        return ()
    says = "Eine Zeile wurde" if refused == 1 else f"{refused} Zeilen wurden"
    return (Todo(f"{says} beim letzten Lauf abgelehnt.", url_for("desk_entries.rejected")),)


SECTION = Section("Einträge", "Suchen, anlegen, ändern, zurücknehmen, zurückziehen.", "desk_entries.start", todos)
