"""The office says which records describe the same thing: pairs side by side, cards that were joined, what was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import DoubtfulPair, InputError
from matcher.desk import Compared, Duplicates, compared
from webui import visitor
from webui.accounts import Action
from webui.addresses import page_number
from webui.context import service
from webui.desk import Section, Todo
from webui.duplicate_words import likeness_words
from webui.policy import allowed

pages = Blueprint("desk_duplicates", __name__, url_prefix="/buero/dubletten")

ON_A_PAGE = 5  # pairs with their whole texts; of shorter lines
LINES_ON_A_PAGE = 25

ANSWERS: dict[str, tuple[bool | None, Action]] = {
    "eins": (True, "called one"),
    "zwei": (False, "called two"),
    "offen": (None, "left open"),
}
"""What a button sends: what it says of the pair, and what the audit log calls it."""


@dataclass(frozen=True)
class View:
    """One of the three lists: the end of its endpoint, its name, what it reads, how many stand on a page."""

    word: str
    name: str
    read: Callable[[Duplicates], Sequence[Any]]
    length: int


VIEWS = (
    View("start", "Zu entscheiden", Duplicates.doubtful, ON_A_PAGE),
    View("folded", "Zusammengeführt", Duplicates.folded, LINES_ON_A_PAGE),
    View("decided", "Entschieden", Duplicates.decided, LINES_ON_A_PAGE),
)


@dataclass(frozen=True)
class ShownPair:
    """A doubtful pair as the page shows it: in words how alike, the fields that differ, the names of equal ones."""

    pair: DoubtfulPair
    words: str
    fields: tuple[Compared, ...]
    equal: tuple[str, ...]


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """The pairs that wait for a decision, the most alike first."""
    return list_page(VIEWS[0], lambda pairs: [shown(pair) for pair in pairs])


@pages.get("/zusammengefuehrt")
@allowed("geschaeftsstelle")
def folded() -> str:
    """Every card that stands for several records, with the municipalities that it names."""
    adopters = service().desk.duplicates.adopters
    return list_page(VIEWS[1], lambda groups: [(group, adopters(group.leader.record.id)) for group in groups])


@pages.get("/entschieden")
@allowed("geschaeftsstelle")
def decided() -> str:
    """What the office said, to be taken back."""
    return list_page(VIEWS[2], list)


@pages.post("/<one>/<other>")
@allowed("geschaeftsstelle")
def decide(one: str, other: str) -> Response:
    """Say of two records that they are one or two, or take back what was said."""
    duplicates = service().desk.duplicates
    duplicates.there(one, other)
    answer = request.form.get("antwort", "")
    if answer not in ANSWERS:
        raise InputError("Bitte wählen Sie „Ein Eintrag“ oder „Zwei Einträge“.")
    same, action = ANSWERS[answer]
    known = duplicates.decide(one, other, same)
    visitor.doorkeeper().audit.note(action, visitor.me().account.id, f"records {one} {other}")
    came_from = next((view for view in VIEWS if view.word == request.form.get("liste")), VIEWS[0])
    said = answer if known else "spaeter"
    return redirect(url_for(f"desk_duplicates.{came_from.word}", gesagt=said), 303)


def list_page(view: View, prepare: Callable[[Sequence[Any]], list[Any]]) -> str:
    """One page of one of the lists."""
    every, page = view.read(service().desk.duplicates), page_number(request.args)
    last = max(ceil(len(every) / view.length), 1)
    if page > last:
        abort(404)
    return render_template(
        "desk_duplicates.html",
        view=view,
        views=VIEWS,
        total=len(every),
        waiting=service().desk.duplicates.waiting(),
        entries=prepare(every[(page - 1) * view.length : page * view.length]),
        page=page,
        last=last,
        turn=lambda number: url_for(f"desk_duplicates.{view.word}", seite=number if number > 1 else None),
        said=request.args.get("gesagt", ""),
    )


def shown(pair: DoubtfulPair) -> ShownPair:
    """A pair with all that its fields say."""
    fields, equal = compared(pair.one.record, pair.other.record)
    return ShownPair(pair, likeness_words(pair.alike), fields, equal)


def todos() -> tuple[Todo, ...]:
    """Pairs that nobody has decided on."""
    waiting = service().desk.duplicates.waiting()
    if not waiting:
        return ()
    says = "Zwei Einträge beschreiben" if waiting == 1 else f"{waiting} Paare von Einträgen beschreiben"
    return (Todo(f"{says} vielleicht dasselbe.", url_for("desk_duplicates.start")),)


SECTION = Section(
    "Doppelte Einträge", "Entscheiden, welche Einträge dasselbe beschreiben.", "desk_duplicates.start", todos
)
