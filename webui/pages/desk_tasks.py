"""The office answers what found nothing."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui import visitor
from webui.context import service
from webui.desk import Section, Todo
from webui.desk_forms import AnswerForm
from webui.policy import allowed

pages = Blueprint("desk_tasks", __name__, url_prefix="/buero/aufgaben")


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """What waits for an answer, most urgent first, then what was answered."""
    tasks = service().desk.tasks
    return render_template("desk_tasks.html", open=tasks.open(), done=tasks.done(), today=date.today())


@pages.get("/<int:id>")
@allowed("geschaeftsstelle")
def one(id: int) -> str:
    """One task with its form."""
    return task_page(id, AnswerForm())


@pages.post("/<int:id>")
@allowed("geschaeftsstelle")
def answer(id: int) -> Response | tuple[str, int]:
    """Send the answer to the asker."""
    form = AnswerForm(request.form)
    if not form.validate():
        return task_page(id, form), 422
    service().desk.tasks.finish(id, form.text.data)
    visitor.doorkeeper().audit.note("answered", visitor.me().account.id, f"task {id}")
    return redirect(url_for("desk_tasks.start"), 303)


def task_page(id: int, form: AnswerForm) -> str:
    """One task with the form in any state."""
    return render_template("desk_task.html", task=service().desk.tasks.get(id), form=form, today=date.today())


def todos() -> tuple[Todo, ...]:
    """Tasks that wait, and how many of them are late."""
    tasks = service().desk.tasks
    waiting, late = tasks.count(), tasks.count(date.today())
    if not waiting:
        return ()
    says = "Eine Aufgabe ist offen" if waiting == 1 else f"{waiting} Aufgaben sind offen"
    return (Todo(f"{says}{f', {late} davon überfällig' if late else ''}.", url_for("desk_tasks.start")),)


SECTION = Section("Aufgaben", "Anliegen, zu denen niemand gefunden wurde: beantworten.", "desk_tasks.start", todos)
