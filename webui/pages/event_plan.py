"""The plan: started here, watched while it grows better, handed on from draft to published, taken back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from indexer import NotFound
from matcher import RUN_STATES, VERSION_STATES, Version
from webui.event_grid import booked, grid, place_words, unplaced
from webui.pages.event_frame import events, held, shown, there, to, whole
from webui.policy import allowed

pages = Blueprint("event_plan", __name__, url_prefix="/buero/veranstaltungen/<event>/plan")
pages.before_request(there)

SECONDS = (10, 60, 300)
"""How long a plan may take: a first look, the usual, a large event to the end."""


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """The run, and every version."""
    found = held(event)
    counting = sum(pair.counts for pair in events().pairs.all(event))
    return shown(
        "event_plan.html",
        found,
        run=events().runner.state(event),
        versions=events().versions.all(event),
        meetings=counting,
        leaving=events().versions.leaving(event),
        run_states=RUN_STATES,
        version_states=VERSION_STATES,
        seconds=SECONDS,
    )


@pages.post("/starten")
@allowed("geschaeftsstelle")
def run(event: str) -> Response:
    """Plan in the background."""
    held(event)
    few = "few" in request.form
    seconds = whole(request.form.get("seconds"), SECONDS[1])
    events().runner.start(event, min(seconds, SECONDS[-1]), "few changes" if few else "fresh")
    return redirect(to("event_plan.start", event), 303)


@pages.post("/anhalten")
@allowed("geschaeftsstelle")
def stop(event: str) -> Response:
    """Let the run end; what it has found stays."""
    events().runner.stop(event)
    return redirect(to("event_plan.start", event), 303)


@pages.get("/<int:version>")
@allowed("geschaeftsstelle")
def one(event: str, version: int) -> str:
    """One version: figures, who without a place and why, the whole plan."""
    found, content = held(event), events().versions.get(event, version)
    versions = events().versions.all(event)
    return shown(
        "event_version.html",
        found,
        version=version_in(versions, version),
        others=[each for each in versions if each.number != version],
        content=content,
        rows=grid(content),
        booked=booked(content),
        unplaced=unplaced(content),
        locked_now={pair.id for pair in events().pairs.all(event) if pair.locked},
        version_states=VERSION_STATES,
    )


@pages.post("/<int:version>/zur-pruefung")
@allowed("geschaeftsstelle")
def to_review(event: str, version: int) -> Response:
    """Hand a draft over to be looked at."""
    return moved(event, version, events().versions.to_review, "pruefung")


@pages.post("/<int:version>/zum-entwurf")
@allowed("geschaeftsstelle")
def to_draft(event: str, version: int) -> Response:
    """Take a version back from review."""
    return moved(event, version, events().versions.to_draft, "entwurf")


@pages.post("/<int:version>/veroeffentlichen")
@allowed("geschaeftsstelle")
def publish(event: str, version: int) -> Response:
    """Let a version hold from now on."""
    return moved(event, version, events().versions.publish, "veroeffentlicht")


@pages.post("/<int:version>/zurueck")
@allowed("geschaeftsstelle")
def undo(event: str, version: int) -> Response:
    """Go back to a version: it comes as a new draft."""
    made = events().versions.undo_to(event, version)
    return redirect(to("event_plan.one", event, "zurueck", version=made.number), 303)


@pages.post("/<int:version>/festhalten")
@allowed("geschaeftsstelle")
def lock(event: str, version: int) -> Response:
    """Hold a meeting where it is planned, or let it move again."""
    events().versions.get(event, version)  # one that is gone is not there
    events().pairs.lock(event, [request.form.get("meeting", "")], request.form.get("locked") == "1")
    return redirect(to("event_plan.one", event, "entschieden", version=version) + "#gespraeche", 303)


@pages.get("/<int:version>/vergleich")
@allowed("geschaeftsstelle")
def compare(event: str, version: int) -> str:
    """What is different from another version to this one."""
    found, other = held(event), whole(request.args.get("mit"), version)
    before, after = events().versions.get(event, other), events().versions.get(event, version)
    comparison = events().versions.compare(event, other, version)
    meetings = before.event.by_meeting | after.event.by_meeting
    known = {person.id: str(person) for content in (before, after) for person in content.event.participants}
    lines = [
        (
            " mit ".join(known.get(person, "") for person in meetings[change.meeting].people),
            place_words(before, change.before),
            place_words(after, change.after),
            change.says,
        )
        for change in comparison.changes
    ]
    return shown("event_compare.html", found, lines=lines, version=version, other=other, people=len(comparison.people))


def moved(event: str, version: int, step: Callable[[str, int], Version], done: str) -> Response:
    """Take one step with a version and show it."""
    step(event, version)
    return redirect(to("event_plan.one", event, done, version=version), 303)


def version_in(versions: tuple[Version, ...], number: int) -> Version:
    """One of the versions; raises NotFound."""
    found = next((each for each in versions if each.number == number), None)
    if found is None:
        raise NotFound(f"Eine Fassung {number} gibt es nicht.")
    return found
