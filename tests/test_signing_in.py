"""Signing in and out, invitations, the own account: through Flask's test client."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from indexer import Database, load
from tests.people import PASSWORD, enter, keeper_of, signed_in, somebody, token_of
from webui import door, visitor
from webui.accounts import Doorkeeper, NewAccount
from webui.accounts.failures import NETWORK, TOGETHER
from webui.pages.account import inside
from webui.policy import public

NEW = "Sieben Brücken, ein Fluss"


def cookie_of(client: FlaskClient) -> str:
    cookie = client.get_cookie("anker")
    assert cookie is not None
    return cookie.value


def from_elsewhere(app: Flask, address: str) -> FlaskClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def test_the_page_to_sign_in_sets_no_cookie_and_leads_back(app: Flask) -> None:
    client, account = app.test_client(), somebody(app, "geschaeftsstelle")
    asked = client.get("/buero/zugaenge?x=1")
    assert asked.status_code == 401
    assert "Set-Cookie" not in asked.headers
    wanted = html.unescape(re.findall(r'name="next" type="hidden" value="([^"]*)"', asked.text)[0])
    answer = client.post("/anmelden", data={"mailbox": account.mailbox, "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/buero/zugaenge?x=1")


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(app: Flask) -> None:
    account = somebody(app, "betrieb")
    answer = app.test_client().post("/anmelden", data={"mailbox": account.mailbox.upper(), "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("anker=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert answer.headers["Location"] == "/betrieb"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


def test_a_site_with_https_keeps_its_cookie_to_itself(tmp_path: Path, database: Database) -> None:
    app, keeper = Flask("https"), Doorkeeper(database, b"secret")
    account = keeper.add(NewAccount("a@anker.example", "betrieb"), PASSWORD)
    door.hang(app, load(data=tmp_path, site={"url": "https://anker.example"}), keeper, b"secret")

    @public
    def come_in() -> str:
        visitor.let_in(keeper.sessions.start(account.id))
        return ""

    app.add_url_rule("/", view_func=come_in)
    cookie = app.test_client().get("/", base_url="https://anker.example").headers["Set-Cookie"]
    assert cookie.startswith("__Host-anker=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "203.0.113.4")])
def test_an_address_is_believed_only_from_our_own_proxy(
    tmp_path: Path, database: Database, proxies: int, seen: str
) -> None:
    app = Flask("proxies")
    settings = load(data=tmp_path, site={"proxies": proxies})
    door.hang(app, settings, Doorkeeper(database, b"secret"), b"secret")
    app.add_url_rule("/", view_func=public(lambda: request.remote_addr or ""))
    assert app.test_client().get("/", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.4"}).text == seen


def test_a_copied_cookie_is_dead_after_signing_out(app: Flask) -> None:
    client = signed_in(app, "geschaeftsstelle")
    copied = {"Cookie": f"anker={cookie_of(client)}"}
    thief = app.test_client(use_cookies=False)
    assert thief.get("/konto", headers=copied).status_code == 200
    answer = client.post("/abmelden", data={"csrf_token": token_of(client)})
    assert answer.headers["Location"] == "/abgemeldet"
    assert thief.get("/konto", headers=copied).status_code == 401
    assert thief.post("/konto/ueberall-abmelden", headers=copied).status_code == 401
    assert client.get("/buero").status_code == 401


def test_signing_out_everywhere_ends_every_session(app: Flask) -> None:
    account = somebody(app, "kommune")
    here, there = app.test_client(), app.test_client()
    enter(here, account)
    enter(there, account)
    here.post("/konto/ueberall-abmelden", data={"csrf_token": token_of(here)})
    assert here.get("/konto").status_code == there.get("/konto").status_code == 401


def test_one_of_the_own_sessions_is_ended_alone(app: Flask) -> None:
    account = somebody(app, "kommune")
    here, there = app.test_client(), app.test_client()
    enter(there, account)
    enter(here, account)
    address = re.findall(r'action="(/konto/sitzungen/\d+/beenden)"', here.get("/konto").text)
    assert len(address) == 1
    here.post(address[0], data={"csrf_token": token_of(here)})
    assert (here.get("/konto").status_code, there.get("/konto").status_code) == (200, 401)


def test_a_new_password_ends_the_other_sessions(app: Flask) -> None:
    account = somebody(app, "kommune")
    here, there = app.test_client(), app.test_client()
    enter(here, account)
    enter(there, account)
    data = {"old": PASSWORD, "new": NEW, "again": NEW, "csrf_token": token_of(here)}
    assert here.post("/konto/passwort", data=data).status_code == 303
    assert (here.get("/konto").status_code, there.get("/konto").status_code) == (200, 401)
    enter(there, account, NEW)


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("falsch", NEW, NEW, "Das bisherige Passwort stimmt nicht."),
        (PASSWORD, NEW, "anders", "Die beiden neuen Passwörter sind verschieden."),
        (PASSWORD, "kurz", "kurz", "Das Passwort braucht 12 bis 200 Zeichen."),
        (PASSWORD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "Dieses Passwort lässt sich leicht erraten."),
    ],
)
def test_a_password_that_is_not_taken_says_why(app: Flask, old: str, new: str, again: str, says: str) -> None:
    client = signed_in(app, "kommune")
    data = {"old": old, "new": new, "again": again, "csrf_token": token_of(client)}
    answer = client.post("/konto/passwort", data=data)
    assert answer.status_code == 422
    assert says in answer.text
    assert new not in answer.text


@pytest.mark.parametrize("mailbox", ["known", "unbekannt@anker.example"])
def test_a_wrong_password_and_an_unknown_mailbox_are_answered_alike(app: Flask, mailbox: str) -> None:
    given = somebody(app, "kommune").mailbox if mailbox == "known" else mailbox
    client = from_elsewhere(app, "192.0.2.1")
    answer = client.post("/anmelden", data={"mailbox": given, "password": "falsch"})
    assert answer.status_code == 401
    assert "Adresse oder Passwort stimmt nicht." in answer.text
    assert "falsch" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_after_a_few_failures_even_the_right_password_has_to_wait(app: Flask) -> None:
    account, client = somebody(app, "kommune"), from_elsewhere(app, "192.0.2.2")
    wrong = {"mailbox": account.mailbox, "password": "falsch"}
    statuses = [client.post("/anmelden", data=wrong).status_code for _ in range(TOGETHER.most + 1)]
    assert statuses == [401] * TOGETHER.most + [429]
    answer = client.post("/anmelden", data={**wrong, "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= TOGETHER.minutes * 60
    assert "Bitte warten Sie" in answer.text
    enter(from_elsewhere(app, "192.0.2.3"), account)


def test_a_network_that_tries_many_names_is_stopped_but_not_whoever_always_comes_from_there(app: Flask) -> None:
    usual, new = somebody(app, "kommune"), somebody(app, "kommune")
    enter(from_elsewhere(app, "198.51.100.7"), usual)
    client = from_elsewhere(app, "198.51.100.7")
    for number in range(NETWORK.most):
        client.post("/anmelden", data={"mailbox": f"probe{number}@anker.example", "password": "falsch"})
    assert client.post("/anmelden", data={"mailbox": new.mailbox, "password": PASSWORD}).status_code == 429
    enter(client, usual)
    enter(from_elsewhere(app, "203.0.113.9"), new)


def test_an_invitation_works_once_and_signs_in(app: Flask, office: FlaskClient) -> None:
    data = {
        "mailbox": "Neu@Anker.example",
        "role": "kommune",
        "municipality": "Schotten",
        "csrf_token": token_of(office),
    }
    page = office.post("/buero/zugaenge", data=data)
    assert page.status_code == 200
    link = re.findall(r'value="http://localhost(/einladung/[\w-]+)"', page.text)[0]
    assert "noch nicht angenommen" in office.get("/buero").text
    guest = app.test_client()
    assert "neu@anker.example" in guest.get(link).text
    assert "Set-Cookie" not in guest.get(link).headers
    assert guest.post(link, data={"new": NEW, "again": "anders"}).status_code == 422
    assert guest.post(link, data={"new": NEW, "again": NEW}).status_code == 303
    assert guest.get("/konto").status_code == 200
    assert app.test_client().get(link).status_code == 404
    assert app.test_client().post(link, data={"new": NEW, "again": NEW}).status_code == 404
    account = keeper_of(app).accounts.named("neu@anker.example")
    assert account is not None
    assert (account.role, account.ags, account.invited) == ("kommune", "06535016", False)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"mailbox": "keine", "role": "geschaeftsstelle"}, "Das ist keine E-Mail-Adresse."),
        ({"mailbox": "a@b.example", "role": "kommune"}, "Zu diesem Zugang fehlt die Kommune."),
        ({"mailbox": "a@b.example", "role": "kommune", "municipality": "Xyzstadt"}, "kennen wir nicht"),
        ({"mailbox": "a@b.example", "role": "betrieb"}, "Angabe"),
    ],
)
def test_an_invitation_that_does_not_fit_says_why(office: FlaskClient, data: dict[str, str], says: str) -> None:
    answer = office.post("/buero/zugaenge", data={**data, "csrf_token": token_of(office)})
    assert answer.status_code == 422
    assert says in html.unescape(answer.text)


def test_a_removed_account_is_gone_with_its_sessions(app: Flask, office: FlaskClient) -> None:
    account = somebody(app, "kommune")
    client = app.test_client()
    enter(client, account)
    office.post(f"/buero/zugaenge/{account.id}/entfernen", data={"csrf_token": token_of(office)})
    assert client.get("/konto").status_code == 401
    assert account.mailbox not in office.get("/buero/zugaenge").text


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("/buero?x=1", True),
        ("//boese.example", False),
        ("https://boese.example", False),
        ("/\\boese.example", False),
        ("/\n/boese.example", False),
        ("", False),
        ("buero", False),
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(address: str, ours: bool) -> None:
    assert inside(address) == (address if ours else None)


def test_the_link_of_a_sample_is_used_up_by_the_button_alone(app: Flask) -> None:
    account = somebody(app, "geschaeftsstelle")
    token = keeper_of(app).invitations.make(account.id, "once", None)
    client = app.test_client()
    for _ in range(2):
        assert client.get(f"/anmelden/einmal/{token}").status_code == 200
    assert client.post(f"/anmelden/einmal/{token}").headers["Location"] == "/buero"
    assert client.get("/buero").status_code == 200
    assert app.test_client().post(f"/anmelden/einmal/{token}").status_code == 404
    assert app.test_client().get(f"/einladung/{token}").status_code == 404
