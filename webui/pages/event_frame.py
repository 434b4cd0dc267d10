"""What every page of an event needs: the event behind the address, its rooms, whose participant somebody is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from flask import Response, render_template, request, url_for

from indexer import NotFound, RunBusy
from matcher import ErrandKind, Events, Held, Registration
from webui import visitor
from webui.context import service

ROOMS = (
    ("overview", "events.one", "Überblick"),
    ("invite", "event_invite.start", "Einladung"),
    ("people", "event_people.start", "Teilnehmende"),
    ("pairs", "event_pairs.start", "Paare"),
    ("plan", "event_plan.start", "Plan"),
    ("print", "event_sheets.start", "Druck"),
    ("day", "event_day.start", "Der Tag"),
    ("after", "event_after.start", "Danach"),
)
"""Key, endpoint, label of each room, in the order in which the weeks pass."""

PATIENCE_SECONDS = 1.5
"""How long a page waits for an errand before it shows how far it is."""

DONE = "getan"
"""The parameter that tells the next page what was just done."""


def events() -> Events:
    """Everything about events."""
    return service().events


def held(event: str) -> Held:
    """The event of the address; raises NotFound."""
    return events().calendar.get(event)


def there() -> None:
    """Before every page of an event: raises NotFound where the address names one that is gone."""
    if request.view_args and "event" in request.view_args:
        held(request.view_args["event"])


def shown(template: str, held: Held, **values: Any) -> str:
    """A page of an event."""
    said = SAID.get(request.args.get(DONE, ""), "")
    return render_template(template, held=held, said=said, section="office", **values)


def begun(event: str, start: Callable[[str], None], kind: ErrandKind) -> bool:
    """Start an errand that may take long, or find it started; returns whether it is over before anybody notices."""
    with suppress(RunBusy):
        start(event)
    errand = events().errands.wait(event, kind, PATIENCE_SECONDS)
    return errand is not None and errand.state == "done"


def to(endpoint: str, event: str, done: str = "", **values: Any) -> str:
    """The address of a page of an event, which then says what was done."""
    return url_for(endpoint, event=event, **{**values, DONE: done or None})


def names_of(event: str) -> dict[str, str]:
    """Registration id → how the participant is called on pages, with the number where several come from one."""
    everybody = events().people.all(event)
    times = Counter(one.entry.organisation for one in everybody)
    return {
        one.id: f"{one.entry.organisation} ({one.number})"
        if times[one.entry.organisation] > 1
        else one.entry.organisation
        for one in everybody
    }


def participant(event: str, id: str) -> Registration:
    """A participant of just this event; raises NotFound for one of another event."""
    one = events().people.get(id)
    if one.event != event:
        raise NotFound("Diesen Teilnehmer gibt es nicht.")
    return one


def whole(text: str | None, missing: int = 0) -> int:
    """A number that a form of ours sent; anything else is `missing`."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < len("1000000000") else missing


def exported(what: str) -> None:
    """Write into the audit log that personal data went out as a file."""
    visitor.doorkeeper().audit.note("exported", visitor.me().account.id, what[:80])


def private(answer: Response) -> Response:
    """An answer that only the people with its address shall see."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer


SAID = {
    "angelegt": "Die Veranstaltung ist angelegt. Als Nächstes kommen die Teilnehmenden.",
    "geaendert": "Gespeichert.",
    "aufgenommen": "Die Liste ist aufgenommen.",
    "angemeldet": "Angemeldet.",
    "abgesagt": "Als abgesagt vermerkt.",
    "entfernt": "Entfernt.",
    "vorgeschlagen": "Die Vorschläge sind neu berechnet. Was Sie entschieden hatten, gilt weiter.",
    "entschieden": "Gespeichert.",
    "hinzugefuegt": "Das Gespräch ist aufgenommen.",
    "gestartet": "Die Planung läuft.",
    "pruefung": "Die Fassung liegt zur Prüfung.",
    "entwurf": "Die Fassung ist wieder ein Entwurf.",
    "veroeffentlicht": "Der Plan ist veröffentlicht. Er gilt jetzt.",
    "zurueck": "Der frühere Stand ist als neuer Entwurf da.",
    "da": "Als da vermerkt.",
    "erwartet": "Zurückgenommen.",
    "eingeplant": "Das Gespräch steht im Plan.",
    "gedruckt": "Als gedruckt vermerkt.",
    "vertreten": "Die Vertretung kommt.",
    "gefragt": "Die Fragen liegen im Postausgang.",
    "vergessen": "Die Personendaten sind entfernt.",
    "eingelesen": "Die Veranstaltung ist eingelesen.",
}
