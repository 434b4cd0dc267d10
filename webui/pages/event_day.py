"""The day itself: who has come, who has not, who stands at the counter unannounced, and what takes their place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher import PRESENCES, Held, Slot
from webui.context import service
from webui.event_entries import persons_of, place_of_entry, slot_choices
from webui.event_forms import EntryForm
from webui.event_grid import booked
from webui.limits import QUERY_CHARACTERS
from webui.pages.event_frame import events, held, names_of, participant, shown, there, to, whole
from webui.pages.event_people import described
from webui.placing import Placed
from webui.policy import allowed
from webui.wording import HERE

pages = Blueprint("event_day", __name__, url_prefix="/buero/veranstaltungen/<event>/tag")
pages.before_request(there)

COUNTER_CHARACTERS = 20
MOST_SEEKERS = 12
"""Who is asked about at once in the address of the proposals."""


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """Everybody with one click for each thing that happens; a search for the counter."""
    found, words = held(event), request.args.get("q", "").strip()[:QUERY_CHARACTERS]
    events().measure_soon(event)  # before somebody does not appear
    names, persons = names_of(event), events().people.persons(event)
    everybody = events().people.all(event)
    people = [
        one
        for one in everybody
        if _has(words, names[one.id], *(p.name for p in persons.get(one.id, ())), str(one.number))
    ]
    return shown(
        "event_day.html",
        found,
        people=people,
        everybody=everybody,
        persons=persons,
        names=names,
        agenda=agenda(event),
        arrived=next((one for one in everybody if one.id == request.args.get("wer")), None),
        presences=PRESENCES,
        q=words,
        counter=counter(request.args),
    )


@pages.get("/zeiten")
@allowed("geschaeftsstelle")
def times(event: str) -> str:
    """The published plan by time."""
    found, content = held(event), events().versions.published(event)
    return shown("event_times.html", found, content=content, booked=booked(content) if content else ())


@pages.post("/<id>/da")
@allowed("geschaeftsstelle")
def check_in(event: str, id: str) -> Response:
    """Somebody has come."""
    one = participant(event, id)
    events().day.check_in(one.id, whole(request.form.get("seen")), counter(request.form))
    return redirect(to("event_day.start", event, "da", schalter=counter(request.form) or None, wer=one.id), 303)


@pages.post("/<id>/erwartet")
@allowed("geschaeftsstelle")
def expect_again(event: str, id: str) -> Response:
    """Take back a check-in or a no-show."""
    events().day.expect_again(participant(event, id).id, whole(request.form.get("seen")))
    return redirect(back(event, "erwartet"), 303)


@pages.post("/<id>/fehlt")
@allowed("geschaeftsstelle")
def no_show(event: str, id: str) -> Response:
    """Somebody has not come: their meetings go, and who waits gets proposals."""
    result = events().day.no_show(participant(event, id).id, whole(request.form.get("seen")))
    if not result.freed:
        return redirect(back(event, "geaendert"), 303)
    waiting = [f"{person}.{freed.place.slot}" for freed in result.freed for person in freed.waiting]
    return redirect(url_for("event_day.proposals", event=event, fehlt=id, wer=waiting[:MOST_SEEKERS]), 303)


@pages.get("/vorschlaege")
@allowed("geschaeftsstelle")
def proposals(event: str) -> str:
    """What could take the place of meetings that do not take place; `wer` names people and the rounds they wait in."""
    found, names = held(event), names_of(event)
    asked = [each.partition(".")[::2] for each in request.args.getlist("wer")[:MOST_SEEKERS]]
    waiting = [(person, slot) for person, slot in asked if person in names]
    openings = [
        one
        for one in events().day.openings(event, *dict.fromkeys(person for person, _ in waiting))
        if any(one.slot.id == slot or not slot for seeker, slot in waiting if seeker == one.seeker)
    ]
    missing = names.get(request.args.get("fehlt", ""), "")
    slots = {slot.id: slot for slot in found.arrangement.slots}
    return shown(
        "event_proposals.html", found, openings=openings, waiting=waiting, names=names, missing=missing, slots=slots
    )


@pages.post("/einplanen")
@allowed("geschaeftsstelle")
def arrange(event: str) -> Response:
    """Put a proposed meeting into the plan."""
    people = participant(event, request.form.get("one", "")), participant(event, request.form.get("other", ""))
    events().day.arrange(event, (people[0].id, people[1].id), request.form.get("slot", ""))
    return redirect(to("event_day.proposals", event, "eingeplant", wer=request.form.getlist("wer")[:MOST_SEEKERS]), 303)


@pages.get("/spontan")
@allowed("geschaeftsstelle")
def unannounced(event: str) -> str:
    """The form for somebody who stands at the counter."""
    return walk_in_page(held(event), EntryForm())


@pages.post("/spontan")
@allowed("geschaeftsstelle")
def walk_in(event: str) -> Response | tuple[str, int]:
    """Register somebody who is here, and propose whom they could still meet."""
    found, form = held(event), EntryForm(request.form)
    place = place_of_entry(service(), form)
    entry = described(found, form, place)
    if entry is None:
        return walk_in_page(found, form, place), 422
    made = events().day.walk_in(event, replace(entry, walk_in=True), persons_of(form), counter(request.form))
    return redirect(to("event_day.proposals", event, "angemeldet", wer=[f"{made.registration.id}."]), 303)


@pages.get("/uhr")
@allowed("geschaeftsstelle")
def clock(event: str) -> str:
    """The big screen: which round runs, and how long still."""
    found = held(event)
    spans = [
        {"title": f"Runde {slot.id}", "starts": stamp(slot.starts), "ends": stamp(slot.ends)}
        for slot in found.arrangement.slots
        if slot.starts and slot.ends
    ]
    spans += [
        {"title": one.title, "starts": stamp(one.starts), "ends": stamp(one.ends)} for one in found.arrangement.pauses
    ]
    spans.sort(key=lambda span: str(span["starts"]))
    now = datetime.now(HERE)
    return shown("event_clock.html", found, rounds=json.dumps(spans), now=int(now.timestamp() * 1000))


def stamp(moment: datetime) -> int:
    """Milliseconds since 1970 of a wall-clock time of the place."""
    return int(moment.replace(tzinfo=HERE).timestamp() * 1000)


def agenda(event: str) -> dict[str, list[tuple[Slot, str, str]]]:
    """Registration id → the meetings that somebody has today: round, table, with whom."""
    content = events().versions.published(event)
    found: dict[str, list[tuple[Slot, str, str]]] = {}
    if content is None:
        return {}
    for each in booked(content):
        for person in each.meeting.people:
            others = ", ".join(str(content.event.people[other]) for other in each.meeting.people if other != person)
            found.setdefault(person, []).append((each.slot, each.table, others))
    return found


def walk_in_page(found: Held, form: EntryForm, place: Placed | None = None) -> str:
    """The form for the counter."""
    form.absent.choices = slot_choices(found.arrangement.slots)
    return shown(
        "event_walk_in.html", found, form=form, choices=place.choices if place else (), counter=counter(request.values)
    )


def counter(given: object) -> str:
    """The counter at which somebody works, as they named it."""
    return str(given.get("schalter", "")).strip()[:COUNTER_CHARACTERS]  # type: ignore[attr-defined]  # a MultiDict


def back(event: str, done: str) -> str:
    """The list as it stood when the button was pressed."""
    kept = {name: value for name in ("q", "schalter") if (value := request.form.get(name, ""))}
    return to("event_day.start", event, done, **kept)


def _has(words: str, *texts: str) -> bool:
    said = " ".join(texts).casefold()
    return all(word in said for word in words.casefold().split())
