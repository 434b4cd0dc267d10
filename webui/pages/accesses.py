"""The office lets people in: accounts listed, invited, removed."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import InputError, NotFound
from webui import visitor
from webui.account_forms import INVITED_ROLES, InviteForm
from webui.accounts import Account
from webui.context import service
from webui.desk import Section, Todo
from webui.placing import Placed, placed
from webui.policy import allowed

pages = Blueprint("accesses", __name__, url_prefix="/buero/zugaenge")


@pages.get("")
@allowed("geschaeftsstelle")
def start() -> str:
    """Every account that the office looks after, and the form to invite somebody."""
    return accesses_page(InviteForm())


@pages.post("")
@allowed("geschaeftsstelle")
def invite() -> str | tuple[str, int]:
    """Make an account and invite its owner."""
    form = InviteForm(request.form)
    checked = form.validate()
    place = Placed()
    if form.role.data == "kommune":
        place = placed(service(), form.municipality.data, form.key.data)
        if place.trouble:
            form.municipality.errors = [*form.municipality.errors, place.trouble]
    new = form.account(place.key) if checked and not place.trouble else None
    if new is None:
        return accesses_page(form, place), 422
    who = visitor.me()
    try:
        account = visitor.doorkeeper().accounts.add(new, None, who.account.id)
    except InputError as error:
        form.mailbox.errors = [str(error)]
        return accesses_page(form, place), 422
    return invited_page(account)


@pages.post("/<int:id>/einladen")
@allowed("geschaeftsstelle")
def invite_again(id: int) -> str:
    """A new link for somebody who let the first one pass, or who forgot the password; the earlier link ends."""
    return invited_page(looked_after(id))


@pages.post("/<int:id>/entfernen")
@allowed("geschaeftsstelle")
def remove(id: int) -> Response:
    """Erase an account with everything personal; nobody removes the own one."""
    account, who = looked_after(id), visitor.me()
    if account.id == who.account.id:
        raise InputError("Den eigenen Zugang können Sie nicht entfernen.", "Das kann eine andere Person im Büro.")
    visitor.doorkeeper().accounts.remove(account.id, who.account.id)
    return redirect(url_for("accesses.start"), 303)


def looked_after(id: int) -> Account:
    """An account that the office looks after; raises NotFound for any other, such as those of the operation."""
    account = visitor.doorkeeper().accounts.get(id)
    if account.role not in INVITED_ROLES:
        raise NotFound("Diesen Zugang gibt es nicht.")
    return account


def accesses_page(form: InviteForm, place: Placed | None = None) -> str:
    """The list with the form in any state."""
    every = visitor.doorkeeper().accounts.every()
    shown = [(account, place_name(account)) for account in every if account.role in INVITED_ROLES]
    return render_template(
        "accesses.html", form=form, choices=place.choices if place else (), shown=shown, roles=INVITED_ROLES
    )


def invited_page(account: Account) -> str:
    """The invitation goes by mail where there is a server; its link is shown this once and kept nowhere."""
    token = visitor.doorkeeper().invitations.make(account.id, "password", visitor.me().account.id)
    link = url_for("account.invitation", token=token, _external=True)
    mailed = service().desk.invite(account.mailbox, link)
    return render_template("invited.html", account=account, link=link, mailed=mailed)


def place_name(account: Account) -> str:
    """The municipality of an account, by name."""
    place = service().place(account.ags) if account.ags else None
    return place.name if place else ""


def todos() -> tuple[Todo, ...]:
    """Invitations that nobody has taken yet."""
    count = visitor.doorkeeper().invitations.open()
    if not count:
        return ()
    says = (
        "Eine Einladung ist noch nicht angenommen."
        if count == 1
        else f"{count} Einladungen sind noch nicht angenommen."
    )
    return (Todo(says, url_for("accesses.start")),)


SECTION = Section("Zugänge", "Wer sich anmelden darf: einladen, neu einladen, entfernen.", "accesses.start", todos)
