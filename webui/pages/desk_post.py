"""The office sees its mails and who came into contact, sends the outbox by hand, and erases a mailbox."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from indexer import InputError
from matcher.desk import address_from
from webui import visitor
from webui.context import service
from webui.desk import Section, Todo
from webui.desk_forms import EraseForm
from webui.erasing import erase_everywhere
from webui.pages.entries import XLSX
from webui.policy import allowed

pages = Blueprint("desk_post", __name__, url_prefix="/buero/post")

MANY_TRIES = 3  # a mail that failed so often is worth a look
KEY_DIGITS = 18  # of a number that every database takes as a key


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """What waits, what went out, who wrote to whom."""
    return post_page(EraseForm())


@pages.post("/senden")
@allowed("geschaeftsstelle")
def send() -> Response:
    """Try every waiting mail now."""
    service().desk.deliver(at_once=True)
    return redirect(url_for("desk_post.start"), 303)


@pages.get("/serienbrief.xlsx")
@allowed("geschaeftsstelle")
def merge() -> Response:
    """The waiting mails as a table for a mail merge; that somebody took it is written down."""
    file, newest = service().desk.mail_merge()
    visitor.doorkeeper().audit.note("exported", visitor.me().account.id, f"outbox {newest}")
    return send_file(BytesIO(file), mimetype=XLSX, as_attachment=True, download_name="serienbrief.xlsx")


@pages.post("/abhaken")
@allowed("geschaeftsstelle")
def tick_off() -> Response:
    """What stood on the page was sent as a mail merge."""
    newest = request.form.get("bis", "")
    if newest.isascii() and newest.isdigit() and len(newest) <= KEY_DIGITS:
        service().desk.outbox.tick_off(int(newest))
    return redirect(url_for("desk_post.start"), 303)


@pages.post("/loeschen")
@allowed("geschaeftsstelle")
def erase() -> Response | tuple[str, int]:
    """Remove a mailbox wherever it stands."""
    form = EraseForm(request.form)
    if not form.validate():
        return post_page(form), 422
    try:
        known = erase_everywhere(address_from(form.mailbox.data))
    except InputError as error:
        form.mailbox.errors = [str(error)]
        return post_page(form), 422
    if not known:
        form.mailbox.errors = ["Diese Adresse ist hier nicht gespeichert."]
        return post_page(form), 422
    visitor.doorkeeper().audit.note("erased", visitor.me().account.id, "mailbox")
    return redirect(url_for("desk_post.start", geloescht=1), 303)


def post_page(form: EraseForm) -> str:
    """The mails with the form in any state."""
    desk = service().desk
    return render_template(
        "desk_post.html",
        waiting=desk.outbox.waiting(),
        receipts=desk.outbox.receipts(),
        contacts=desk.relay.made(),
        has_server=desk.has_mail_server,
        form=form,
        erased="geloescht" in request.args,
    )


def todos() -> tuple[Todo, ...]:
    """Mails that do not go out by themselves."""
    desk = service().desk
    stuck = [mail for mail in desk.outbox.waiting() if not desk.has_mail_server or mail.tries >= MANY_TRIES]
    if not stuck:
        return ()
    says = "Eine Nachricht wartet" if len(stuck) == 1 else f"{len(stuck)} Nachrichten warten"
    return (Todo(f"{says} darauf, verschickt zu werden.", url_for("desk_post.start")),)


SECTION = Section("Post und Kontakte", "Was verschickt wird, und wer wem geschrieben hat.", "desk_post.start", todos)
