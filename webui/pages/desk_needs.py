"""The office decides about the needs that municipalities offer."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webui import visitor
from webui.accounts import Action
from webui.context import service
from webui.desk import Section, Todo
from webui.desk_forms import VISIBLE_TO, DeclineForm
from webui.policy import allowed
from webui.wording import count

pages = Blueprint("desk_needs", __name__, url_prefix="/buero/bedarfe")


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """What waits for a decision, then what is published."""
    needs = service().desk.needs
    return render_template("desk_needs.html", offered=needs.every("offered"), standing=needs.every("live", "expired"))


@pages.get("/<int:id>")
@allowed("geschaeftsstelle")
def one(id: int) -> str:
    """One need with everything that can be done with it."""
    return need_page(id, DeclineForm())


@pages.post("/<int:id>/freigeben")
@allowed("geschaeftsstelle")
def approve(id: int) -> Response:
    """Publish it: others find it at once."""
    need = service().desk.needs.approve(id, lambda record: url_for("entries.record", id=record, _external=True))
    note("approved", id)
    return redirect(url_for("entries.record", id=need.record_id), 303)


@pages.post("/<int:id>/ablehnen")
@allowed("geschaeftsstelle")
def decline(id: int) -> Response | tuple[str, int]:
    """Say why it is not published, and forget it."""
    form = DeclineForm(request.form)
    if not form.validate():
        return need_page(id, form), 422
    service().desk.needs.decline(id, form.text.data)
    note("refused", id)
    return redirect(url_for("desk_needs.start"), 303)


@pages.post("/<int:id>/name")
@allowed("geschaeftsstelle")
def show_name(id: int) -> Response:
    """The town has agreed that its name is shown, or has taken that back."""
    needs = service().desk.needs
    needs.show_name(id, not needs.get(id).named)
    note("changed", id)
    return redirect(url_for("desk_needs.one", id=id), 303)


@pages.post("/<int:id>/zurueckziehen")
@allowed("geschaeftsstelle")
def withdraw(id: int) -> Response:
    """Take it out for good."""
    service().desk.needs.withdraw(id)
    note("withdrew", id)
    return redirect(url_for("desk_needs.start"), 303)


def need_page(id: int, form: DeclineForm) -> str:
    """One need with the form in any state."""
    need = service().desk.needs.get(id)
    return render_template("desk_need.html", need=need, form=form, visible_to=VISIBLE_TO)


def note(action: Action, id: int) -> None:
    """Write into the audit log what was done, and to which need."""
    visitor.doorkeeper().audit.note(action, visitor.me().account.id, f"need {id}")


def todos() -> tuple[Todo, ...]:
    """Needs that wait for a decision."""
    waiting = service().desk.needs.count("offered")
    if not waiting:
        return ()
    says = "Ein Bedarf wartet" if waiting == 1 else f"{count(waiting, 'Bedarf')} warten"
    return (Todo(f"{says} auf die Freigabe.", url_for("desk_needs.start")),)


SECTION = Section(
    "Bedarfe", "Was Kommunen veröffentlichen möchten: freigeben oder ablehnen.", "desk_needs.start", todos
)
