"""People who sign in, for every test that goes through the door."""

from __future__ import annotations

import re
from itertools import count

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui.accounts import Account, Doorkeeper, NewAccount, Role
from webui.visitor import KEY
from webui.visitor import TOKEN as IN_COOKIE

PASSWORD = "Laternen über dem Bach"  # noqa: S105 # of nobody real
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_numbers = count(1)


def keeper_of(app: Flask) -> Doorkeeper:
    keeper = app.extensions[KEY]
    assert isinstance(keeper, Doorkeeper)
    return keeper


def somebody(app: Flask, role: Role, ags: str = "06535016") -> Account:
    """A new account with the password of all tests."""
    return keeper_of(app).add(_nobody_yet(role, ags), PASSWORD)


def _nobody_yet(role: Role, ags: str = "06535016") -> NewAccount:
    return NewAccount(f"{role}-{next(_numbers)}@anker.example", role, ags=ags if role == "kommune" else None)


def signed_in(app: Flask, role: Role) -> FlaskClient:
    """A browser in which somebody new with this role has signed in."""
    client = app.test_client()
    enter(client, somebody(app, role))
    return client


def visiting(app: Flask, role: Role) -> FlaskClient:
    """A browser with somebody's open session, without the work of a password: for tests that need many."""
    client, keeper = app.test_client(), keeper_of(app)
    account = keeper.accounts.add(_nobody_yet(role), None, None)
    with client.session_transaction() as session:
        session[IN_COOKIE] = keeper.sessions.start(account.id)
    return client


def enter(client: FlaskClient, account: Account, password: str = PASSWORD) -> None:
    answer = client.post("/anmelden", data={"mailbox": account.mailbox, "password": password})
    assert answer.status_code == 303, answer.text


def token_in(page: str) -> str:
    """The token that a form of this page carries."""
    found = TOKEN.search(page)
    assert found, page
    return found.group(1)


def token_of(client: FlaskClient) -> str:
    """The token of whoever is signed in; everybody has a page of his own with it."""
    return token_in(client.get("/konto").text)


@pytest.fixture
def office(app: Flask) -> FlaskClient:
    return signed_in(app, "geschaeftsstelle")
