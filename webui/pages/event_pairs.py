"""Pairs with reasons: proposed, accepted, rejected, added by hand; who has none and why; what nobody can answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from indexer import EventRefused, NotFound
from matcher import GOALS, PAIR_KINDS, STATES, ErrandKind, Held, Pair
from webui.addresses import page_number
from webui.pages.event_frame import begun, events, held, names_of, shown, there, to
from webui.policy import allowed

pages = Blueprint("event_pairs", __name__, url_prefix="/buero/veranstaltungen/<event>/paare")
pages.before_request(there)

ON_A_PAGE = 60
ACTIONS = {"accept": "accepted", "reject": "rejected", "open": "proposed"}
"""Name of the button → state of the pair."""
MANY_ACTIONS = {"annehmen": "accepted", "ablehnen": "rejected", "offen": "proposed"}
REASON_CHARACTERS = 300
ERRANDS: tuple[ErrandKind, ...] = ("pair", "measure")
"""What may be going on beside this page."""


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """The pairs, the best first; those without one with the reason."""
    return list_page(held(event))


@pages.post("/vorschlagen")
@allowed("geschaeftsstelle")
def propose(event: str) -> Response:
    """Propose anew, with the goal that was chosen."""
    found, goal = held(event), request.form.get("goal")
    if goal in GOALS and goal != found.arrangement.rules.goal:
        rules = replace(found.arrangement.rules, goal=goal)
        events().calendar.change(event, found.revision, replace(found.arrangement, rules=rules))
    over = begun(event, events().pair_soon, "pair")
    return redirect(to("event_pairs.start", event, "vorgeschlagen" if over else ""), 303)


@pages.post("/entscheiden")
@allowed("geschaeftsstelle")
def decide(event: str) -> Response:
    """Accept, reject or leave open: one pair by its own button, or those that are ticked."""
    pairs, form = events().pairs, request.form
    chosen = {pair.id for pair in pairs.all(event)} & set(form.getlist("pair"))
    for name, state in ACTIONS.items():
        if one := form.get(name):
            pairs.decide(event, [one], state)  # type: ignore[arg-type]  # a value of ACTIONS
    many = form.get("do", "")
    if many in MANY_ACTIONS:
        pairs.decide(event, chosen, MANY_ACTIONS[many])  # type: ignore[arg-type]  # a value of MANY_ACTIONS
    if many in ("festhalten", "loesen"):
        pairs.lock(event, chosen, many == "festhalten")
    return redirect(back(event, "entschieden"), 303)


@pages.post("/hinzufuegen")
@allowed("geschaeftsstelle")
def add(event: str) -> Response | tuple[str, int]:
    """Add a pair or a group by hand."""
    people = [id for id in request.form.getlist("people") if id]
    try:
        events().pairs.add(event, people, " ".join(request.form.get("reason", "").split())[:REASON_CHARACTERS])
    except (EventRefused, NotFound) as error:
        return list_page(held(event), str(error)), 422
    return redirect(to("event_pairs.start", event, "hinzugefuegt"), 303)


@pages.get("/uebersicht")
@allowed("geschaeftsstelle")
def matrix(event: str) -> str:
    """Municipalities against everybody else, and behind that whom of each other they meet."""
    found, everybody = held(event), [one for one in events().people.all(event) if one.attends]
    pairs = [pair for pair in events().pairs.all(event) if pair.counts]
    met = {person for pair in pairs for person in pair.people}
    rows = [one for one in everybody if one.entry.role == "municipality" and one.id in met]
    columns = [one for one in everybody if one.entry.role != "municipality" and one.id in met]
    cells = {(one, other): pair for pair in pairs for one in pair.people for other in pair.people}
    towns = {one.id for one in everybody if one.entry.role == "municipality"}
    return shown(
        "event_matrix.html",
        found,
        rows=rows,
        columns=columns,
        cells=cells,
        towns={one.id: [other for other in towns if other != one.id and (one.id, other) in cells] for one in rows},
        names=names_of(event),
        states=STATES,
    )


@pages.get("/luecken")
@allowed("geschaeftsstelle")
def gaps(event: str) -> str:
    """Needs that nobody at the event answers, and whom the index knows for them."""
    found = held(event)
    balance = events().balance(event)
    return shown("event_gaps.html", found, gaps=events().gaps(event), balance=balance, names=names_of(event))


def list_page(found: Held, fault: str = "") -> str:
    """The list in any state."""
    event, args = found.id, request.args
    events().measure_soon(event)
    everything = events().pairs.all(event)
    matching = tuple(wanted(everything, args.get("stand", ""), args.get("wer", "")))
    page = page_number(args)
    return shown(
        "event_pairs.html",
        found,
        pairs=matching[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        total=len(matching),
        page=page,
        last=-(-len(matching) // ON_A_PAGE),
        turn=lambda number: url_for(
            "event_pairs.start", event=event, **filters(), seite=number if number > 1 else None
        ),
        counts={state: sum(pair.state == state for pair in everything) for state in STATES},
        left=events().pairs.left(event),
        errands=[one for kind in ERRANDS if (one := events().errands.state(event, kind))],
        fairness=events().pairs.fairness(event),
        names=names_of(event),
        people=[one for one in events().people.all(event) if one.attends],
        goals=GOALS,
        kinds_of_pairs=PAIR_KINDS,
        states=STATES,
        fault=fault,
        seats=range(6),
        filters=filters(),
    )


def wanted(pairs: Iterable[Pair], state: str, who: str) -> Iterable[Pair]:
    """The pairs that the filter lets through; without one, those that are not rejected."""
    for pair in pairs:
        if (pair.state == state if state in STATES else pair.counts) and (not who or who in pair.people):
            yield pair


def filters() -> dict[str, Any]:
    """The filter of the address, to be kept."""
    return {name: value for name in ("stand", "wer") if (value := request.args.get(name, ""))}


def back(event: str, done: str) -> str:
    """The list with the filter that stood when the button was pressed."""
    kept = {name: value for name in ("stand", "wer", "seite") if (value := request.form.get(name, ""))}
    return to("event_pairs.start", event, done, **kept)
