"""The door: every route × every role as declared, every stranger's object, every writing request with its token."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from matcher import Service
from tests.people import keeper_of, signed_in, somebody, token_of, visiting
from webui import create_app
from webui.accounts import ROLES, Role
from webui.policy import CLOSED, OPEN_PAGES, Policy, allowed, policy_of, public

NOBODY = "niemand"
SOMETHING = {
    "kind": "xlsx",
    "id": "1",
    "one": "1",
    "other": "2",
    "event": "1",
    "batch": "1",
    "token": "x",
    "version": "0",
    "name": "theme.css",
    "key": "06440004",
    "view": "anbieter",
}
READING = ("GET", "HEAD", "OPTIONS")


@pytest.fixture
def planted(service: Service) -> Flask:
    """An application to which a test may add routes."""
    return create_app(service)


def undeclared(app: Flask) -> list[str]:
    """Routes for which nobody has said who may come in."""
    return [rule.rule for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None]


def rules(app: Flask) -> list[tuple[Rule, str]]:
    every = list(app.url_map.iter_rules())
    return [(rule, method) for rule in every for method in sorted(set(rule.methods or ()) - {"HEAD", "OPTIONS"})]


def asked(app: Flask, client: FlaskClient, rule: Rule, method: str) -> int:
    """The status of a request to a route, with a token where somebody is signed in."""
    path = app.url_map.bind("localhost").build(rule.endpoint, {name: SOMETHING[name] for name in rule.arguments})
    writes = method not in READING and client.get("/konto").status_code == 200
    data = {"csrf_token": token_of(client)} if writes else {}
    return client.open(path, method=method, data=data).status_code


def faults(app: Flask, only: str = "") -> list[str]:
    """Walk every route, or one, as nobody and as each role: who is let in that should not be, and the reverse."""
    found = []
    for rule, method in rules(app):
        if only not in {"", rule.rule}:
            continue
        policy = policy_of(app, rule.endpoint) or CLOSED
        for role in (None, *ROLES):
            client = visiting(app, role) if role else app.test_client()
            status = asked(app, client, rule, method)
            expected = None if policy.admits(role) else 403 if role else 401
            if (expected is None and status in {401, 403}) or expected not in {None, status}:
                found.append(f"{method} {rule.rule} as {role or NOBODY}: {status}")
    return found


def test_every_route_says_who_may_come_in(app: Flask) -> None:
    assert undeclared(app) == []
    assert {rule.endpoint for rule in app.url_map.iter_rules()} >= OPEN_PAGES


def test_every_route_lets_in_whom_it_says_and_nobody_else(app: Flask) -> None:
    assert faults(app) == []


def test_a_planted_route_without_a_policy_is_found_and_closed(planted: Flask) -> None:
    planted.add_url_rule("/gepflanzt", endpoint="start.gepflanzt", view_func=lambda: "offen")
    assert undeclared(planted) == ["/gepflanzt"]
    assert planted.test_client().get("/gepflanzt").status_code == 401
    for role in ROLES:
        assert signed_in(planted, role).get("/gepflanzt").status_code == 403


def test_a_planted_route_that_lets_the_wrong_people_in_is_found(planted: Flask) -> None:
    """The walk must be able to fail: here a page says one thing and the door is told another."""

    def page() -> str:
        return "offen"

    planted.add_url_rule("/gepflanzt", endpoint="gepflanzt", view_func=public(page))
    before = faults(planted, "/gepflanzt")
    door = planted.before_request_funcs[None].pop()
    allowed("betrieb")(planted.view_functions["gepflanzt"])
    assert before == []
    assert faults(planted, "/gepflanzt") == [
        "GET /gepflanzt as niemand: 200",
        "GET /gepflanzt as kommune: 200",
        "GET /gepflanzt as geschaeftsstelle: 200",
    ]
    planted.before_request_funcs[None].append(door)


Case = Callable[[Flask, FlaskClient], int]


def _session_of_another(app: Flask, client: FlaskClient) -> int:
    stranger = somebody(app, "geschaeftsstelle")
    keeper = keeper_of(app)
    keeper.sessions.start(stranger.id)
    session = keeper.sessions.of(stranger.id)[0]
    answer = client.post(f"/konto/sitzungen/{session.id}/beenden", data={"csrf_token": token_of(client)})
    assert keeper.sessions.of(stranger.id) == (session,)
    return answer.status_code


def _account_of_the_operation(word: str) -> Case:
    def case(app: Flask, client: FlaskClient) -> int:
        stranger = somebody(app, "betrieb")
        answer = client.post(f"/buero/zugaenge/{stranger.id}/{word}", data={"csrf_token": token_of(client)})
        assert keeper_of(app).accounts.get(stranger.id) == stranger
        return answer.status_code

    return case


def _gone(path: str, method: str = "POST") -> Case:
    """All that lies on the desk belongs to the whole office; what is gone from it is nobody's."""

    def case(_app: Flask, client: FlaskClient) -> int:
        return client.open(path, method=method, data={"csrf_token": token_of(client)}).status_code

    return case


STRANGERS: dict[str, tuple[Role, Case]] = {
    "/konto/sitzungen/<int:id>/beenden": ("kommune", _session_of_another),
    "/buero/zugaenge/<int:id>/einladen": ("geschaeftsstelle", _account_of_the_operation("einladen")),
    "/buero/zugaenge/<int:id>/entfernen": ("geschaeftsstelle", _account_of_the_operation("entfernen")),
    "/buero/bedarfe/<int:id>": ("geschaeftsstelle", _gone("/buero/bedarfe/999999", "GET")),
    "/buero/bedarfe/<int:id>/freigeben": ("geschaeftsstelle", _gone("/buero/bedarfe/999999/freigeben")),
    "/buero/bedarfe/<int:id>/ablehnen": ("geschaeftsstelle", _gone("/buero/bedarfe/999999/ablehnen")),
    "/buero/bedarfe/<int:id>/name": ("geschaeftsstelle", _gone("/buero/bedarfe/999999/name")),
    "/buero/bedarfe/<int:id>/zurueckziehen": ("geschaeftsstelle", _gone("/buero/bedarfe/999999/zurueckziehen")),
    "/buero/aufgaben/<int:id>": ("geschaeftsstelle", _gone("/buero/aufgaben/999999")),
    "/buero/eintraege/<id>": ("geschaeftsstelle", _gone("/buero/eintraege/gibt-es-nicht")),
    "/buero/eintraege/<id>/stand/<int:version>": ("geschaeftsstelle", _gone("/buero/eintraege/p001/stand/999999")),
    "/buero/dubletten/<one>/<other>": ("geschaeftsstelle", _gone("/buero/dubletten/p001/gibt-es-nicht")),
    "/buero/eintraege/<id>/zurueckziehen": ("geschaeftsstelle", _gone("/buero/eintraege/gibt-es-nicht/zurueckziehen")),
}
"""For routes behind the door that carry an id: somebody who may use the route, but not on this object."""

OFFICE_ALONE = Policy(roles=frozenset({"geschaeftsstelle"}))
"""Its desk is shared: what lies there belongs to all of the office. A stranger's object there is one that is gone."""

PARAMETER = re.compile(r"<(?:(?P<kind>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")


def behind_the_door(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with an id that is not for everybody, with each of its methods."""
    guarded = [(rule, method) for rule, method in rules(app) if rule.endpoint not in OPEN_PAGES and rule.arguments]
    return [(rule, method) for rule, method in guarded if not (policy_of(app, rule.endpoint) or CLOSED).public]


def gone(rule: Rule) -> str:
    """The path of a route with ids that nothing has."""
    return PARAMETER.sub(lambda found: "999999" if found["kind"] == "int" else "gibt-es-nicht", rule.rule)


def test_every_route_with_an_id_has_its_stranger_or_is_the_offices_alone(app: Flask) -> None:
    routes = {rule.rule: policy_of(app, rule.endpoint) for rule, _ in behind_the_door(app)}
    assert set(STRANGERS) <= set(routes)
    assert {route for route in set(routes) - set(STRANGERS) if routes[route] != OFFICE_ALONE} == set()


def test_on_the_offices_desk_what_is_gone_is_not_there(app: Flask) -> None:
    client = visiting(app, "geschaeftsstelle")
    data = {"csrf_token": token_of(client)}
    desk = [(gone(rule), method) for rule, method in behind_the_door(app) if rule.rule not in STRANGERS]
    found = [(method, path, client.open(path, method=method, data=data).status_code) for path, method in desk]
    wrong = [f"{method} {path}: {status}" for method, path, status in found if status != 404]
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize("route", STRANGERS)
def test_a_strangers_object_is_not_there(app: Flask, route: str) -> None:
    role, case = STRANGERS[route]
    assert case(app, signed_in(app, role)) == 404


@pytest.mark.parametrize("token", [None, "", "x", "stranger"])
def test_behind_the_door_nothing_is_written_without_the_sessions_token(app: Flask, token: str | None) -> None:
    client = signed_in(app, "kommune")
    given = token_of(signed_in(app, "kommune")) if token == "stranger" else token  # noqa: S105 # a word, no secret
    answer = client.post("/konto/ueberall-abmelden", data={} if given is None else {"csrf_token": given})
    assert answer.status_code == 400
    assert "Dieses Formular ist veraltet" in answer.text
    assert client.get("/konto").status_code == 200


def test_another_site_cannot_write_behind_the_door(app: Flask) -> None:
    client = signed_in(app, "kommune")
    data = {"csrf_token": token_of(client)}
    answer = client.post("/konto/ueberall-abmelden", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert client.get("/konto").status_code == 200


def test_public_pages_set_no_cookie_for_anybody(app: Flask) -> None:
    for client in (app.test_client(), signed_in(app, "geschaeftsstelle")):
        for path in ("/", "/suche?q=Bach", "/eintrag/p001", "/api/v1/search", "/gibt-es-nicht", "/buero"):
            answer = client.get(path)
            assert "Set-Cookie" not in answer.headers
            assert "Cookie" in answer.headers["Vary"]


def test_what_signed_in_people_see_is_kept_nowhere_and_goes_out_unpacked(app: Flask) -> None:
    client = signed_in(app, "geschaeftsstelle")
    for path in ("/", "/buero", "/suche"):
        headers = client.get(path, headers={"Accept-Encoding": "gzip"}).headers
        assert headers["Cache-Control"] == "no-store"
        assert "Content-Encoding" not in headers
    assert "Content-Encoding" in app.test_client().get("/", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize(
    ("role", "menu"),
    [
        (None, ["Anmelden"]),
        ("kommune", ["Konto"]),
        ("geschaeftsstelle", ["Büro", "Konto"]),
        ("betrieb", ["Betrieb", "Konto"]),
    ],
)
def test_the_menu_shows_what_is_open(app: Flask, role: Role | None, menu: list[str]) -> None:
    client = signed_in(app, role) if role else app.test_client()
    page = client.get("/impressum").text.split("</nav>")[0]
    assert [word for word in ("Anmelden", "Büro", "Betrieb", "Konto") if f">{word}</a>" in page] == menu
    assert ("Abmelden</button>" in page) == (role is not None)
