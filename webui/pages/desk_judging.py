"""The office judges which record fits how well; its grades measure every new index. It reads what visitors said."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import InputError, NotFound
from matcher import CUTS, GRADES, KIND_NAMES, Heard, History
from webui import visitor
from webui.context import service
from webui.desk import Section, Todo
from webui.desk_forms import JudgedForm
from webui.placing import Placed, placed
from webui.policy import allowed

pages = Blueprint("desk_judging", __name__, url_prefix="/buero/urteile")

AS_SENT = {str(grade): grade for grade in GRADES}

EVALUATIONS = 10
HEARD = 20
"""Lines that are read at once."""


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """All challenges with how far they are judged, the last evaluations, and what visitors said."""
    return start_page(JudgedForm())


@pages.post("")
@allowed("geschaeftsstelle")
def add() -> Response | tuple[str, int]:
    """Take up a challenge to judge."""
    form = JudgedForm(request.form)
    checked = form.validate()
    place = placed(service(), form.municipality.data, form.key.data)
    if place.trouble:
        form.municipality.errors = [*form.municipality.errors, place.trouble]
    if not checked or place.trouble:
        return start_page(form, place), 422
    id = service().judgements.add(form.text.data, place.key)
    return redirect(url_for("desk_judging.one", id=id), 303)


@pages.get("/<int:id>")
@allowed("geschaeftsstelle")
def one(id: int) -> str:
    """One challenge with the records to judge."""
    judged = service().judgements.get(id)
    place = service().place(judged.ags) if judged.ags else None
    records = service().to_judge(judged)
    return render_template(
        "desk_judge.html", judged=judged, place=place, records=records, words=GRADES, kind_names=KIND_NAMES
    )


@pages.post("/<int:id>")
@allowed("geschaeftsstelle")
def judge(id: int) -> Response:
    """Keep the grades that were chosen; what is left open stays without one."""
    shown = {record.id for record in service().to_judge(service().judgements.get(id))}
    chosen = {record: grade for record, grade in request.form.items() if record in shown and grade}
    if not set(chosen.values()) <= set(AS_SENT):
        raise InputError("Eine Note ist eine Zahl von 0 bis 3.")
    service().judgements.grade(id, {record: AS_SENT[grade] for record, grade in chosen.items()})
    visitor.doorkeeper().audit.note("changed", visitor.me().account.id, f"judgements {id}")
    return redirect(url_for("desk_judging.start"), 303)


@pages.post("/<int:id>/entfernen")
@allowed("geschaeftsstelle")
def remove(id: int) -> Response:
    """Delete a challenge with its grades."""
    service().judgements.get(id)  # one that is gone is not there
    service().judgements.remove(id)
    return redirect(url_for("desk_judging.start"), 303)


def start_page(form: JudgedForm, place: Placed | None = None) -> str:
    """The room in any state of its form."""
    heard = [(each, title_of(each)) for each in service().feedback.heard()[:HEARD]]
    return render_template(
        "desk_judging.html",
        form=form,
        choices=place.choices if place else (),
        challenges=service().judgements.every(),
        evaluations=History(service().database).latest(EVALUATIONS),
        heard=[(each, title) for each, title in heard if title],
        cuts=CUTS,
        kind_names=KIND_NAMES,
    )


def title_of(heard: Heard) -> str:
    """The title of a record that visitors spoke of; empty if it is gone."""
    try:
        return service().record(heard.record).record.title
    except NotFound:
        return ""


def todos() -> tuple[Todo, ...]:
    """Challenges that nobody has judged."""
    open_ = [each for each in service().judgements.every() if not each.grades]
    if not open_:
        return ()
    says = "Ein Anliegen ist" if len(open_) == 1 else f"{len(open_)} Anliegen sind"
    return (Todo(f"{says} noch nicht beurteilt.", url_for("desk_judging.start")),)


SECTION = Section(
    "Urteile", "Beurteilen, wie gut Treffer passen; lesen, was andere dazu sagen.", "desk_judging.start", todos
)
