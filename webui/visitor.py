"""Who sends this request: nobody we know, or somebody who is signed in."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, request, session
from flask_wtf.csrf import generate_csrf

from indexer import DatabaseError, SignInNeeded
from matcher import Caller
from webui.accounts import Doorkeeper, SignedIn

KEY = "doorkeeper"
TOKEN = "token"  # noqa: S105 # the name of the value in the cookie


def attach(app: Flask, doorkeeper: Doorkeeper) -> None:
    """Give the application the object that lets people in."""
    app.extensions[KEY] = doorkeeper


def doorkeeper() -> Doorkeeper:
    """The doorkeeper of the application that handles this request."""
    return cast(Doorkeeper, current_app.extensions[KEY])


def signed_in() -> SignedIn | None:
    """Who is signed in, looked up once per request; raises DatabaseError."""
    if "signed_in" not in g:
        token = session.get(TOKEN) if _has_cookie() else None
        g.signed_in = doorkeeper().sessions.find(token) if isinstance(token, str) else None
    return cast(SignedIn | None, g.signed_in)


def visitor() -> SignedIn | None:
    """The same for pages that everybody may see: where the database does not answer, nobody is signed in."""
    try:
        return signed_in()
    except DatabaseError:
        return None


def me() -> SignedIn:
    """Who is signed in, on a page that is for nobody else; raises SignInNeeded."""
    who = signed_in()
    if who is None:
        raise SignInNeeded("Bitte melden Sie sich an.")
    return who


def level() -> Caller:
    """Which records this request may see."""
    who = visitor()
    return who.account.level if who else "public"


def let_in(token: str) -> None:
    """Put a new session into the cookie; nothing of an earlier one stays."""
    session.clear()
    session[TOKEN] = token
    generate_csrf()  # now, so that no later page has to set a cookie for it
    g.signed_in = doorkeeper().sessions.find(token)


def let_out() -> None:
    """Take the cookie away."""
    session.clear()
    g.signed_in = None


def _has_cookie() -> bool:
    """Without a cookie the session is not even looked at, so that public pages do not vary by it."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
