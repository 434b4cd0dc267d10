"""The door: it asks at every request who may come in, and what the browser has to promise.

Pages that everybody may see set no cookie and carry no token. Behind the door every writing request carries one.
"""

from __future__ import annotations

from flask import Flask, Response, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer import NotAllowed, Settings, SignInNeeded
from webui import visitor
from webui.accounts import Doorkeeper, Role, SignedIn
from webui.policy import CLOSED, policy_of

COOKIE = "anker"

DOORS: dict[Role, tuple[tuple[str, str, str], ...]] = {
    "kommune": (),
    "geschaeftsstelle": (("office.start", "office", "Büro"),),
    "betrieb": (("operation.start", "operation", "Betrieb"),),
}
"""The page of each role in the main menu."""


def hang(app: Flask, settings: Settings, doorkeeper: Doorkeeper, secret: bytes) -> None:
    """Hang the door into the application."""
    _configure(app, settings, secret)
    visitor.attach(app, doorkeeper)
    csrf = CSRFProtect(app)

    def ask() -> None:
        if request.endpoint is None:
            return  # no such page, or not with this method: the error page tells
        policy = policy_of(current_app, request.endpoint) or CLOSED
        if policy.public:
            return
        who = visitor.signed_in()
        if who is None:
            raise SignInNeeded("Bitte melden Sie sich an.", "Diese Seite ist nur für Angemeldete.")
        if not policy.admits(who.account.role):
            raise NotAllowed("Diese Seite ist für andere da.", "Ihr Zugang gilt hier nicht.")
        csrf.protect()

    app.before_request(ask)
    app.after_request(keep_private)
    app.jinja_env.globals.update(visitor=visitor.visitor, doors=doors)


def doors(who: SignedIn | None) -> tuple[tuple[str, str, str], ...]:
    """What the main menu offers besides the public pages: endpoint, key, label."""
    if who is None:
        return (("account.sign_in", "sign_in", "Anmelden"),)
    return (*DOORS[who.account.role], ("own.start", "own", "Konto"))


def keep_private(response: Response) -> Response:
    """What a signed-in person sees is kept by no cache and listed by no search engine."""
    if request.endpoint == "static":
        return response
    response.vary.add("Cookie")
    if visitor.visitor() is not None:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _configure(app: Flask, settings: Settings, secret: bytes) -> None:
    https = settings.site.url.startswith("https://")
    app.config.update(
        SECRET_KEY=secret,
        SESSION_COOKIE_NAME=f"__Host-{COOKIE}" if https else COOKIE,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        WTF_CSRF_CHECK_DEFAULT=False,  # only behind the door; see `ask`
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    if settings.site.proxies:
        near = settings.site.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign] # Flask's documented way
