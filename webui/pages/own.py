"""The own account: open sessions, password."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import AccessError, InputError, NotFound
from webui import visitor
from webui.account_forms import ChangePasswordForm
from webui.accounts import Credentials
from webui.policy import signed_in

pages = Blueprint("own", __name__, url_prefix="/konto")


@pages.get("")
@signed_in
def start() -> str:
    """The own account: open sessions, password."""
    return own_page(ChangePasswordForm())


@pages.post("/passwort")
@signed_in
def change_password() -> Response | tuple[str, int]:
    """Replace the password; all other sessions end."""
    form = ChangePasswordForm(request.form)
    if not form.validate():
        return own_page(form), 422
    who = visitor.me()
    try:
        given = Credentials(who.account.mailbox, form.old.data, request.remote_addr or "")
        visitor.doorkeeper().change_password(who, given, form.new.data)
    except AccessError as error:
        form.old.errors = [str(error)]
        return own_page(form), 422
    except InputError as error:
        form.new.errors = [str(error)]
        return own_page(form), 422
    return redirect(url_for("own.start", geaendert=1), 303)


@pages.post("/sitzungen/<int:id>/beenden")
@signed_in
def end_session(id: int) -> Response:
    """End one of the own sessions; raises NotFound for anybody else's."""
    if not visitor.doorkeeper().end_session(visitor.me(), id):
        raise NotFound("Diese Sitzung gibt es nicht.", "Vielleicht ist sie schon beendet.")
    return redirect(url_for("own.start"), 303)


@pages.post("/ueberall-abmelden")
@signed_in
def sign_out_everywhere() -> Response:
    """End every session of the account."""
    visitor.doorkeeper().sign_out_everywhere(visitor.me())
    visitor.let_out()
    return redirect(url_for("account.signed_out"), 303)


def own_page(form: ChangePasswordForm) -> str:
    """The own account with the form in any state."""
    who = visitor.me()
    sessions = visitor.doorkeeper().sessions.of(who.account.id)
    return render_template("account.html", form=form, who=who, sessions=sessions, changed="geaendert" in request.args)
