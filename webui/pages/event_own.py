"""The personal link of a participant: challenge, wishes, times, consent; afterwards what came of it. No cookie here."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from matcher import CONSENT_TEXTS, OUTCOMES, Answer, Registration, Wish
from webui.calendars import calendar_file
from webui.event_diaries import diary_of
from webui.forms import cleaned
from webui.limits import EVENT_TEXT_CHARACTERS
from webui.pages.challenge import private
from webui.pages.event_frame import events, names_of
from webui.policy import public

pages = Blueprint("event_own", __name__)

MOST_WISHES = 5
"""Ranks that somebody can give."""
CALENDAR = "text/calendar; charset=utf-8"


@pages.get("/teilnahme/<token>")
@public
def start(token: str) -> Response:
    """What the participant has said so far, and what was understood."""
    return page(token, events().links.open(token))


@pages.post("/teilnahme/<token>")
@public
def answer(token: str) -> Response:
    """Write down what the participant says."""
    one, form = events().links.open(token), request.form
    text = cleaned(form.get("text"))
    if len(text) > EVENT_TEXT_CHARACTERS:
        return page(token, one, f"Ihr Text hat {len(text)} Zeichen, möglich sind {EVENT_TEXT_CHARACTERS}.", text)
    known = frozenset(slot.id for slot in events().calendar.get(one.event).arrangement.slots)
    said = Answer(
        text=text,
        absent=known & frozenset(form.getlist("absent")),
        wishes=wishes_in(form.getlist("want"), form.getlist("avoid")),
        consents={field: field in form.getlist("consent") for field in CONSENT_TEXTS},
    )
    events().links.answer(token, said)
    return redirect(url_for("event_own.start", token=token, gespeichert=1), 303)


@pages.get("/teilnahme/<token>/kalender.ics")
@public
def calendar(token: str) -> Response:
    """The participant's meetings as a calendar file."""
    one = events().links.open(token)
    answer = Response(calendar_file(diary_of(events(), one.event, one.id)), content_type=CALENDAR)
    answer.headers["Content-Disposition"] = "attachment; filename=gespraeche.ics"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/rueckblick/<token>")
@public
def outcome(token: str) -> Response:
    """Asks what each meeting brought."""
    one, meetings = events().afterwards.whose(token), events().afterwards.to_answer(token)
    held = events().calendar.get(one.event)
    return private(
        render_template(
            "event_outcome.html",
            token=token,
            one=one,
            held=held,
            meetings=meetings,
            names=names_of(one.event),
            outcomes=OUTCOMES,
            saved="gespeichert" in request.args,
        )
    )


@pages.post("/rueckblick/<token>")
@public
def say(token: str) -> Response:
    """Write down what was said of each meeting."""
    for meeting, _ in events().afterwards.to_answer(token):
        said = request.form.get(f"meeting-{meeting.id}", "")
        if said in OUTCOMES:
            events().afterwards.say(token, meeting.id, said)
    return redirect(url_for("event_own.outcome", token=token, gespeichert=1), 303)


def page(token: str, one: Registration, fault: str = "", text: str | None = None) -> Response:
    """The participant's page in any state."""
    held, entry = events().calendar.get(one.event), one.entry
    wishes = events().people.wishes(one.event).get(one.id, ())
    others = [each for each in events().people.all(one.event) if each.id != one.id and each.attends]
    shown = render_template(
        "event_own.html",
        token=token,
        one=one,
        held=held,
        text=entry.text if text is None else text,
        understood=events().understood(entry.text) if entry.text else None,
        names=names_of(one.event),
        others=others,
        wanted=[wish.other for wish in wishes if wish.kind == "want"],
        avoided={wish.other for wish in wishes if wish.kind == "avoid"},
        diary=diary_of(events(), one.event, one.id).appointments,
        consents=CONSENT_TEXTS,
        ranks=range(MOST_WISHES),
        saved="gespeichert" in request.args,
        fault=fault,
    )
    return private(shown, 422 if fault else 200)


def wishes_in(wanted: list[str], avoided: list[str]) -> tuple[Wish, ...]:
    """Wishes in the order in which they were ranked; whom somebody does not want counts more."""
    ranked = [other for other in dict.fromkeys(wanted[:MOST_WISHES]) if other and other not in avoided]
    return (
        *(Wish(other, "want", rank) for rank, other in enumerate(ranked, 1)),
        *(Wish(other, "avoid") for other in dict.fromkeys(avoided) if other),
    )
