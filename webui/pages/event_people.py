"""Who takes part: the list, somebody new, changed, called off; a list as a file with its preview."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from indexer import EventRefused, FileRefused, NotFound
from matcher import PRESENCES, Entry, Held, Preview, Registration, Removal
from webui.context import service
from webui.event_entries import entry_of, given_by_entry, persons_of, place_of_entry, slot_choices
from webui.event_forms import ROLES, EntryForm
from webui.event_impact import hit_of
from webui.limits import LIST_BYTES
from webui.pages.event_frame import events, held, names_of, participant, shown, there, to, whole
from webui.placing import Placed, choice
from webui.policy import allowed
from webui.uploads import takes_files, uploaded

pages = Blueprint("event_people", __name__, url_prefix="/buero/veranstaltungen/<event>/teilnehmende")
pages.before_request(there)
takes_files(pages, {"upload": LIST_BYTES})


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """Everybody in the order of reception."""
    return list_page(held(event))


@pages.get("/neu")
@allowed("geschaeftsstelle")
def new(event: str) -> str:
    """An empty form."""
    return entry_page(held(event), EntryForm())


@pages.post("/neu")
@allowed("geschaeftsstelle")
def add(event: str) -> Response | tuple[str, int]:
    """Register somebody."""
    found, form = held(event), EntryForm(request.form)
    place = place_of_entry(service(), form)
    entry = described(found, form, place)
    if entry is None:
        return entry_page(found, form, place), 422
    events().people.add(event, entry, persons_of(form))
    return redirect(to("event_people.start", event, "angemeldet"), 303)


@pages.get("/<id>")
@allowed("geschaeftsstelle")
def edit(event: str, id: str) -> str:
    """The form with what is known of somebody."""
    found, one = held(event), participant(event, id)
    persons = events().people.persons(event).get(id, ())
    return entry_page(found, EntryForm(data={**given_by_entry(one.entry, persons), "seen": str(one.revision)}), id=id)


@pages.post("/<id>")
@allowed("geschaeftsstelle")
def change(event: str, id: str) -> Response | tuple[str, int]:
    """Change somebody's entry."""
    found, form = held(event), EntryForm(request.form)
    participant(event, id)
    place = place_of_entry(service(), form)
    entry = described(found, form, place)
    if entry is None:
        return entry_page(found, form, place, id), 422
    events().people.change(id, whole(form.seen.data), entry)
    events().people.set_persons(id, persons_of(form))
    return redirect(to("event_people.start", event, "geaendert"), 303)


@pages.post("/<id>/absagen")
@allowed("geschaeftsstelle")
def cancel(event: str, id: str) -> Response | str:
    """Somebody will not come; where that hits meetings of the plan, first say which."""
    one = participant(event, id)
    if page := asked_first(held(event), one, "event_people.cancel", ("Absage", "Absage vermerken")):
        return page
    events().people.cancel(one.id, whole(request.form.get("seen")))
    return redirect(to("event_people.start", event, "abgesagt"), 303)


@pages.post("/<id>/entfernen")
@allowed("geschaeftsstelle")
def remove(event: str, id: str) -> Response | str:
    """Delete somebody with everything personal; where that hits meetings of the plan, first say which."""
    one = participant(event, id)
    if page := asked_first(held(event), one, "event_people.remove", ("Löschen", "Mit allen Angaben löschen")):
        return page
    events().people.remove(one.id)
    return redirect(to("event_people.start", event, "entfernt"), 303)


@pages.post("/<id>/vertreten")
@allowed("geschaeftsstelle")
def substitute(event: str, id: str) -> Response:
    """Let the first substitute come instead."""
    events().people.substitute(participant(event, id).id, 1)
    return redirect(to("event_people.start", event, "vertreten"), 303)


@pages.post("/liste")
@allowed("geschaeftsstelle")
def upload(event: str) -> Response | tuple[str, int]:
    """Read a list and show what it would bring."""
    found = held(event)
    try:
        with uploaded("file") as path:
            preview = events().intake.preview(event, path)
    except FileRefused as error:
        return list_page(found, str(error)), 422
    return redirect(to("event_people.look", event, batch=preview.id), 303)


@pages.get("/liste/<batch>")
@allowed("geschaeftsstelle")
def look(event: str, batch: str) -> str:
    """What the list would bring: rows, questions, duplicates, faults."""
    preview = waiting(event, batch)
    keys = {key for row in preview.rows for key in row.choices}
    places = {key: choice(service(), place) for key in keys if (place := service().place(key)) is not None}
    return shown("event_list.html", held(preview.event), preview=preview, places=places, roles=ROLES)


@pages.post("/liste/<batch>")
@allowed("geschaeftsstelle")
def decide(event: str, batch: str) -> Response:
    """Answer the questions; with its button take the list in or throw it away."""
    intake, preview = events().intake, waiting(event, batch)
    if "discard" in request.form:
        intake.discard(batch)
        return redirect(to("event_people.start", event), 303)
    for row in preview.rows:
        picked = request.form.get(f"place-{row.id}", "")
        if row.choices and picked in (*row.choices, "none"):
            intake.answer(row.id, picked if picked != "none" else None)
        if row.duplicate_of:
            intake.keep(row.id, f"keep-{row.id}" in request.form)
    if "take" not in request.form:
        return redirect(to("event_people.look", event, batch=batch), 303)
    intake.take_in(batch)
    events().measure_soon(event)
    return redirect(to("event_people.start", event, "aufgenommen"), 303)


def asked_first(found: Held, one: Registration, endpoint: str, words: tuple[str, str]) -> str:
    """The page that says whom it hits when somebody goes (`words`: title, button); "" where it hits nobody, or where
    somebody has read it."""
    hit = None if "sure" in request.form else hit_of(events(), found, Removal(people=frozenset({one.id})))
    if hit is None:
        return ""
    address = url_for(endpoint, event=found.id, id=one.id)
    title = f"{words[0]}: {one.entry.organisation}"
    return shown("event_impact.html", found, one=one, hit=hit, address=address, title=title, button=words[1])


def waiting(event: str, batch: str) -> Preview:
    """A list that waits for just this event; raises NotFound."""
    preview = events().intake.get(batch)
    if preview.event != event:
        raise NotFound("Diese Liste gehört zu einer anderen Veranstaltung.")
    return preview


def described(found: Held, form: EntryForm, place: Placed) -> Entry | None:
    """The entry that was filled in, or None with the fault at its field."""
    good = form.validate()
    if place.trouble:
        form.organisation.errors = [*form.organisation.errors, place.trouble]
    if not good or place.trouble:
        return None
    try:
        persons_of(form)
        return entry_of(service(), form, place.key, found.arrangement.slots)
    except EventRefused as error:
        form.organisation.errors = [str(error)]
        return None


def entry_page(found: Held, form: EntryForm, place: Placed | None = None, id: str = "") -> str:
    """The form of one participant in any state."""
    form.absent.choices = slot_choices(found.arrangement.slots)
    one = participant(found.id, id) if id else None
    return shown("event_person.html", found, form=form, choices=place.choices if place else (), one=one)


def list_page(found: Held, fault: str = "") -> str:
    """Everybody, with the form for a file."""
    people = events().people.all(found.id)
    return shown(
        "event_people.html",
        found,
        people=people,
        persons=events().people.persons(found.id),
        names=names_of(found.id),
        wishes=events().people.wishes(found.id),
        roles=ROLES,
        presences=PRESENCES,
        leaving=events().versions.leaving(found.id),
        fault=fault,
    )
