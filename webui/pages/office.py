"""The desk of the office: what is to do, and where everything is."""

from __future__ import annotations

from flask import Blueprint, render_template

from webui.desk import Section, Todo
from webui.pages import accesses, desk_duplicates, desk_entries, desk_judging, desk_needs, desk_post, desk_tasks, events
from webui.policy import allowed

pages = Blueprint("office", __name__, url_prefix="/buero")

SECTIONS: tuple[Section, ...] = (
    desk_needs.SECTION,
    desk_tasks.SECTION,
    desk_post.SECTION,
    desk_entries.SECTION,
    desk_duplicates.SECTION,
    desk_judging.SECTION,
    events.SECTION,
    accesses.SECTION,
)
"""The rooms of the desk in their order on the page; a new room adds its section here."""


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """What waits to be done, then every room of the desk."""
    waiting: list[Todo] = [todo for section in SECTIONS for todo in section.todos()]
    return render_template("office.html", waiting=waiting, sections=SECTIONS)
