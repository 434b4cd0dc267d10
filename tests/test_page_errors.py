"""Each error of the rooms below gets its status and plain words."""

from __future__ import annotations

import pytest
from flask import Flask, abort

from indexer import AnkerError, DatabaseError, EngineDown, InputError, NotFound, RunBusy
from webui import errors

CASES = [
    (NotFound("Diesen Eintrag gibt es nicht."), 404),
    (InputError("Das geht nicht."), 422),
    (EngineDown("Die Suche antwortet nicht."), 503),
    (DatabaseError("Die Datenbank antwortet nicht."), 503),
    (RunBusy("Ein Lauf ist im Gang."), 409),
]


@pytest.mark.parametrize(("error", "status"), CASES)
def test_every_error_has_its_status(error: AnkerError, status: int) -> None:
    assert errors.status_of(error) == status


def test_every_status_is_told_in_plain_words() -> None:
    assert errors.told(418) == errors.TOLD[400]
    assert errors.told(502) == errors.TOLD[500]


@pytest.mark.parametrize(("error", "status"), CASES)
def test_programs_get_json(error: AnkerError, status: int) -> None:
    app = Flask("errors")
    errors.register(app)

    def fail() -> str:
        raise error

    app.add_url_rule("/api/v1/x", view_func=fail)
    answer = app.test_client().get("/api/v1/x")
    assert answer.status_code == status
    assert list(answer.json or {}) == ["error"]


def test_a_fault_of_ours_keeps_its_details_to_itself() -> None:
    app = Flask("errors")
    errors.register(app)

    def fail() -> str:
        raise DatabaseError("postgresql://user:secret@host ist weg.")

    app.add_url_rule("/api/v1/x", view_func=fail)
    assert "secret" not in app.test_client().get("/api/v1/x").text


def test_a_wrong_method_keeps_its_allow_header() -> None:
    app = Flask("errors")
    errors.register(app)
    app.add_url_rule("/api/v1/x", view_func=lambda: "", methods=["POST"])
    answer = app.test_client().get("/api/v1/x")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_errors_of_flask_are_told_in_the_same_words() -> None:
    app = Flask("errors")
    errors.register(app)
    app.add_url_rule("/api/v1/x", view_func=lambda: abort(415))
    answer = app.test_client().get("/api/v1/x")
    assert (answer.status_code, answer.json) == (415, {"error": "Wir lesen hier nur application/json."})
