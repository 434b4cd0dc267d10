"""In and out: signing in, invitations, signing out."""

from __future__ import annotations

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer import AccessError, InputError, SignInNeeded
from webui import errors, visitor
from webui.account_forms import ADDRESS_CHARACTERS, NewPasswordForm, SignInForm
from webui.accounts import Credentials, Role
from webui.policy import public, signed_in

pages = Blueprint("account", __name__)

HOMES: dict[Role, str] = {"kommune": "start.start", "geschaeftsstelle": "office.start", "betrieb": "operation.start"}
"""Where each role begins."""


@pages.get("/anmelden")
@public
def sign_in() -> Response:
    """The form to sign in; whoever is signed in is led on."""
    who = visitor.visitor()
    if who is not None:
        return redirect(url_for(HOMES[who.account.role]), 303)
    return sign_in_page(SignInForm(data={"next": request.args.get("weiter", "")}))


@pages.post("/anmelden")
@public
def enter() -> Response:
    """Check mailbox and password; 401: one of them is wrong, 429: too many tries, 503: too many at once."""
    form = SignInForm(request.form)
    if not form.validate():
        return sign_in_page(form, 422)
    try:
        given = Credentials(form.mailbox.data, form.password.data, request.remote_addr or "")
        visitor.let_in(visitor.doorkeeper().sign_in(given))
    except AccessError as error:
        form.password.errors = [str(error)]
        page = sign_in_page(form, errors.status_of(error))
        return errors.with_wait(page, error)
    return redirect(inside(form.next.data) or home(), 303)


@pages.app_errorhandler(SignInNeeded)
def ask_to_sign_in(error: SignInNeeded) -> Response:
    """A page that is not for everybody asks who it is; afterwards it leads back here."""
    if request.path.startswith(errors.API):
        return errors.on_our_error(error)
    wanted = request.full_path.rstrip("?")
    again = request.method == "GET" and len(wanted) <= ADDRESS_CHARACTERS
    return sign_in_page(SignInForm(data={"next": wanted if again else ""}), 401, str(error))


@pages.post("/abmelden")
@signed_in
def sign_out() -> Response:
    """End this session."""
    visitor.doorkeeper().sign_out(visitor.me())
    visitor.let_out()
    return redirect(url_for("account.signed_out"), 303)


@pages.get("/abgemeldet")
@public
def signed_out() -> str:
    """Says that the session is over."""
    return render_template("signed_out.html")


@pages.get("/einladung/<token>")
@public
def invitation(token: str) -> Response:
    """The form to choose a password; raises NotFound for a link that is used or too old."""
    return invitation_page(token, NewPasswordForm())


@pages.post("/einladung/<token>")
@public
def accept(token: str) -> Response:
    """Take the invitation: keep the password and sign in."""
    form = NewPasswordForm(request.form)
    if not form.validate():
        return invitation_page(token, form, 422)
    try:
        entered = visitor.doorkeeper().accept(token, form.new.data, request.remote_addr or "")
    except InputError as error:
        form.new.errors = [str(error)]
        return invitation_page(token, form, 422)
    visitor.let_in(entered)
    return redirect(home(), 303)


@pages.get("/anmelden/einmal/<token>")
@public
def once(token: str) -> Response:
    """The link that a sample prints at its start. Only the button uses it up: programs that look at links do not."""
    visitor.doorkeeper().invitations.look(token, "once")
    return unlisted(render_template("once.html", token=token))


@pages.post("/anmelden/einmal/<token>")
@public
def enter_once(token: str) -> Response:
    """Sign in by such a link."""
    visitor.let_in(visitor.doorkeeper().sign_in_by_link(token, request.remote_addr or ""))
    return redirect(home(), 303)


def home() -> str:
    """The address where the role of whoever is signed in begins."""
    return url_for(HOMES[visitor.me().account.role])


def inside(address: str) -> str | None:
    """An address of ours to go on to, or None: nobody is sent elsewhere after signing in."""
    ours = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if ours and address.isprintable() else None


def sign_in_page(form: SignInForm, status: int = 200, why: str = "") -> Response:
    """The form to sign in, in any state."""
    return unlisted(render_template("sign_in.html", form=form, why=why), status)


def invitation_page(token: str, form: NewPasswordForm, status: int = 200) -> Response:
    """The form of an invitation, in any state."""
    keeper = visitor.doorkeeper()
    account = keeper.accounts.get(keeper.invitations.look(token, "password"))
    return unlisted(render_template("invitation.html", form=form, account=account), status)


def unlisted(page: str, status: int = 200) -> Response:
    """A page that no cache keeps and no search engine lists."""
    response = make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
