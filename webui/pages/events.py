"""Network events: the list, a new one, the sample, one event at a glance."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import EventRefused, InputError
from matcher import FORMATS, GOALS, Arrangement, Held, Removal, tables_needed
from webui.context import service
from webui.desk import Section, Todo
from webui.event_forms import ArrangementForm
from webui.event_impact import Hit, hit_of
from webui.event_setting import FIRST_GIVEN, arrangement_of, given_by
from webui.event_topics import labels_of, topics_named
from webui.limits import EVENT_BYTES
from webui.pages.event_frame import ROOMS, SAID, events, held, shown, there, to, whole
from webui.policy import allowed
from webui.uploads import takes_files, uploaded

pages = Blueprint("events", __name__, url_prefix="/buero/veranstaltungen")
pages.before_request(there)

takes_files(pages, {"take_in": EVENT_BYTES})
pages.record_once(lambda state: state.app.jinja_env.globals.update(event_rooms=ROOMS))

SOON = 28
"""Days before an event from which the desk speaks of it: four weeks, when invitations go out."""


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """All events, the latest day first."""
    listed = events().calendar.all()
    return render_template("events.html", listed=listed, said=SAID.get(request.args.get("getan", ""), ""))


@pages.get("/neu")
@allowed("geschaeftsstelle")
def new() -> str:
    """An empty form with what fits most events."""
    usual = given_by(Arrangement("Neu", date.today()), "")
    return render_template(
        "event_form.html", form=ArrangementForm(data={**usual, **FIRST_GIVEN, "title": "", "day": None})
    )


@pages.post("/neu")
@allowed("geschaeftsstelle")
def create() -> Response | tuple[str, int]:
    """Set up an event."""
    form = ArrangementForm(request.form)
    arrangement = described(form, None)
    if arrangement is None:
        return render_template("event_form.html", form=form), 422
    return redirect(to("events.one", events().calendar.create(arrangement).id, "angelegt"), 303)


@pages.post("/beispiel")
@allowed("geschaeftsstelle")
def sample() -> Response:
    """Open the sample event; it is made if there is none."""
    return redirect(to("events.one", events().sample().id), 303)


@pages.post("/einlesen")
@allowed("geschaeftsstelle")
def take_in() -> Response | tuple[str, int]:
    """Take in an event that another machine has exported; one that is here is replaced only if the box is ticked."""
    try:
        with uploaded("file", (".json",)) as path:
            found = events().transfer.take_in(path.read_bytes(), "replace" in request.form)
    except InputError as error:
        return render_template("events.html", listed=events().calendar.all(), said="", fault=str(error)), 422
    return redirect(to("events.one", found.id, "eingelesen"), 303)


@pages.get("/<event>")
@allowed("geschaeftsstelle")
def one(event: str) -> str:
    """An event at a glance: what is set up, what is done, what comes next."""
    found = held(event)
    arrangement = found.arrangement
    people = events().people.all(event)
    pairs = [pair for pair in events().pairs.all(event) if pair.counts]
    expected = whole(request.args.get("gespraeche"), len(pairs))
    slots = len(arrangement.slots)
    return shown(
        "event.html",
        found,
        people=people,
        pairs=pairs,
        versions=events().versions.all(event),
        leaving=events().versions.leaving(event),
        expected=expected,
        needed=tables_needed(expected, slots, arrangement.rules.reserve) if slots else None,
        formats=FORMATS,
        goals=GOALS,
        topics=labels_of(service(), arrangement.topics),
    )


@pages.get("/<event>/einrichten")
@allowed("geschaeftsstelle")
def edit(event: str) -> str:
    """The form with what is set up."""
    found = held(event)
    given = given_by(found.arrangement, labels_of(service(), found.arrangement.topics))
    return form_page(found, ArrangementForm(data={**given, "seen": str(found.revision)}))


@pages.post("/<event>/einrichten")
@allowed("geschaeftsstelle")
def change(event: str) -> Response | tuple[str, int] | str:
    """Change the event; where meetings of a plan would lose their place, first say which."""
    found, form = held(event), ArrangementForm(request.form)
    arrangement = described(form, found.arrangement)
    if arrangement is None:
        return form_page(found, form), 422
    hit = hit_of(events(), found, taken_away(found.arrangement, arrangement))
    if hit and "sure" not in request.form:
        return form_page(found, form, hit)
    events().calendar.change(event, whole(form.seen.data), arrangement)
    return redirect(to("events.one", event, "geaendert"), 303)


@pages.post("/<event>/loeschen")
@allowed("geschaeftsstelle")
def delete(event: str) -> Response:
    """Delete an event with everything that belongs to it."""
    events().calendar.delete(event)
    return redirect(url_for("events.start", getan="entfernt"), 303)


def described(form: ArrangementForm, before: Arrangement | None) -> Arrangement | None:
    """The event that was filled in, or None with the fault at its field."""
    if not form.validate():
        return None
    try:
        return arrangement_of(form, before, topics_named(service(), form.topics.data))
    except EventRefused as error:
        form.title.errors = [str(error)]
        return None


def taken_away(before: Arrangement, after: Arrangement) -> Removal:
    """The slots and tables that would go."""
    return Removal(
        slots=frozenset(slot.id for slot in before.slots) - {slot.id for slot in after.slots},
        tables=frozenset(table.id for table in before.tables) - {table.id for table in after.tables},
    )


def form_page(found: Held, form: ArrangementForm, hit: Hit | None = None) -> str:
    """The form of an event that is there; where somebody is hit it asks once more."""
    return shown("event_form.html", found, form=form, hit=hit)


def todos() -> tuple[Todo, ...]:
    """Events of the next weeks without a published plan."""
    today = date.today()
    near = [
        listed.held
        for listed in events().calendar.all()
        if 0 <= (listed.held.arrangement.day - today).days <= SOON
        and not listed.held.published
        and not listed.held.sample
    ]
    return tuple(
        Todo(f"„{one.arrangement.title}“ hat noch keinen veröffentlichten Plan.", url_for("events.one", event=one.id))
        for one in near
    )


SECTION = Section(
    "Veranstaltungen",
    "Einladen, Paare bilden, planen, drucken, den Tag begleiten.",
    "events.start",
    todos,
)
