"""The list of those to invite, four weeks before: proposed with reasons, edited, taken as a file."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from matcher import INVITATION_STATES, WHYS, Invitation, Why
from webui.context import service
from webui.event_tables import Listing
from webui.event_topics import labels_of
from webui.limits import EVENT_NAME_CHARACTERS
from webui.pages.event_files import told
from webui.pages.event_frame import begun, events, exported, held, shown, there, to
from webui.policy import allowed

pages = Blueprint("event_invite", __name__, url_prefix="/buero/veranstaltungen/<event>/einladung")
pages.before_request(there)

BUTTONS = {"auswaehlen": "chosen", "eingeladen": "sent", "streichen": "dropped", "offen": "proposed"}


@pages.get("")
@allowed("geschaeftsstelle")
def start(event: str) -> str:
    """The list: providers first, then municipalities."""
    found = held(event)
    return shown(
        "event_invite.html",
        found,
        listed=events().invitations.all(event),
        whys=WHYS,
        states=INVITATION_STATES,
        topics=labels_of(service(), found.arrangement.topics),
        errand=events().errands.state(event, "invite"),
    )


@pages.post("/vorschlagen")
@allowed("geschaeftsstelle")
def propose(event: str) -> Response:
    """Propose from topics and published needs; what was decided stays."""
    over = begun(event, events().invite_soon, "invite")
    return redirect(to("event_invite.start", event, "vorgeschlagen" if over else ""), 303)


@pages.post("/entscheiden")
@allowed("geschaeftsstelle")
def decide(event: str) -> Response:
    """Choose, strike out or mark as invited; keep the notes."""
    known = {one.id: one for one in events().invitations.all(event)}
    chosen = [id for id in request.form.getlist("line") if id in known]
    state = BUTTONS.get(request.form.get("do", ""))
    if state:
        events().invitations.decide(event, chosen, state)  # type: ignore[arg-type]  # a value of BUTTONS
    for id, one in known.items():
        note = request.form.get(f"note-{id}", one.note)[:EVENT_NAME_CHARACTERS]
        if note != one.note:
            events().invitations.annotate(id, note)
    return redirect(to("event_invite.start", event, "entschieden"), 303)


@pages.post("/hinzufuegen")
@allowed("geschaeftsstelle")
def add(event: str) -> Response:
    """Put somebody on the list by hand."""
    name = " ".join(request.form.get("name", "").split())[:EVENT_NAME_CHARACTERS]
    why: Why = "offers" if request.form.get("why") == "offers" else "needs it"
    if name:
        events().invitations.add(event, Invitation(name, why, "Von der Geschäftsstelle aufgenommen."))
    return redirect(to("event_invite.start", event, "entschieden"), 303)


@pages.get("/einladungsliste.<kind>")
@allowed("geschaeftsstelle")
def file(event: str, kind: str) -> Response:
    """The list as XLSX or CSV, without what was struck out."""
    heads = ("Name", "Warum", "Grund", "Funktionspostfach", "Stand", "Notiz")
    rows = tuple(
        (one.invitation.name, WHYS[one.invitation.why], one.invitation.reason, one.invitation.address,
         INVITATION_STATES[one.state], one.note)
        for one in events().invitations.all(event)
        if one.state != "dropped"
    )  # fmt: skip
    exported(f"event invitations {event}")
    return told(Listing("Einladungsliste", heads, rows), kind)
