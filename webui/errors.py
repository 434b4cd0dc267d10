"""The one place where an error of the rooms below becomes an HTTP status and a page in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import werkzeug
from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from indexer import (
    AnkerError,
    DatabaseError,
    EngineError,
    EventError,
    InputError,
    NotAllowed,
    NotFound,
    RunBusy,
    SignInNeeded,
    SignInRefused,
    TooBusy,
    TooManyTries,
)

API = "/api/"
Answer = TypeVar("Answer", bound=werkzeug.Response)
STATUS: tuple[tuple[type[AnkerError], int], ...] = (
    (NotFound, 404),
    (InputError, 422),
    (SignInNeeded, 401),
    (SignInRefused, 401),
    (NotAllowed, 403),
    (EventError, 409),
    (RunBusy, 409),
    (TooManyTries, 429),
    (TooBusy, 503),
    (EngineError, 503),
    (DatabaseError, 503),
)


@dataclass(frozen=True)
class Told:
    """What a page says about an error: a heading, what happened, what helps."""

    title: str
    happened: str
    helps: str


AGAIN = "Bitte versuchen Sie es in einigen Minuten noch einmal."
BACK = "Bitte gehen Sie zurück und versuchen Sie es noch einmal."
TOLD = {
    400: Told("Diese Anfrage verstehen wir nicht", "Die Anfrage war unvollständig oder beschädigt.", BACK),
    401: Told("Bitte melden Sie sich an", "Diese Seite ist nur für Angemeldete.", ""),
    403: Told(
        "Diese Anfrage nehmen wir nicht an",
        "Das Formular wurde von einer anderen Website abgeschickt.",
        "Bitte füllen Sie das Formular hier aus.",
    ),
    404: Told(
        "Diese Seite gibt es nicht",
        "Die Adresse ist falsch, oder der Inhalt wurde gelöscht.",
        "Über die Suche finden Sie, was es noch gibt.",
    ),
    405: Told("Das geht an dieser Stelle nicht", "Diese Adresse nimmt die Anfrage so nicht an.", BACK),
    409: Told("Das geht gerade nicht", "Inzwischen hat sich etwas geändert.", BACK),
    413: Told(
        "Ihr Text ist zu lang",
        "So viel Text können wir nicht entgegennehmen.",
        "Gehen Sie mit der Zurück-Taste in das Formular: Ihr Text steht noch dort. Drei Sätze genügen.",
    ),
    415: Told("Dieses Format nehmen wir nicht an", "Wir lesen hier nur application/json.", ""),
    422: Told("Damit können wir nichts anfangen", "Eine Angabe passt nicht.", "Bitte prüfen Sie Ihre Angaben."),
    429: Told("Zu viele Versuche", "Das waren zu viele Anfragen in kurzer Zeit.", AGAIN),
    500: Told("Da ist bei uns etwas schiefgegangen", "Der Fehler liegt nicht bei Ihnen.", AGAIN),
    503: Told("Anker macht gerade Pause", "Die Suche oder die Datenbank antwortet nicht.", AGAIN),
}
OUTDATED = Told(
    "Dieses Formular ist veraltet",
    "Es gehört zu einer Anmeldung, die inzwischen beendet ist. Gespeichert wurde nichts.",
    "Bitte laden Sie die Seite neu und schicken Sie das Formular noch einmal ab.",
)
OURS = 500  # from here on the fault is ours, and a visitor need not know its details


def status_of(error: AnkerError) -> int:
    """The HTTP status that tells this error."""
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def told(status: int) -> Told:
    """The words for a status; unknown ones are told by their family."""
    return TOLD.get(status) or TOLD[OURS if status >= OURS else 400]


def answer(status: int, words: Told) -> Response:
    """An error as JSON for programs, as a page for people."""
    if request.path.startswith(API):
        response = jsonify(error=f"{words.happened} {words.helps}".strip())
    else:
        response = make_response(render_template("error.html", status=status, told=words))
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def on_our_error(error: AnkerError) -> Response:
    """An error of the rooms below, in its own words where it is about what was asked for."""
    status = status_of(error)
    words = told(status)
    if status < OURS:
        words = Told(words.title, error.thing, error.remedy or words.helps)
    return with_wait(answer(status, words), error)


def with_wait(response: Answer, error: AnkerError) -> Answer:
    """Tell programs how long to wait, where an error knows it."""
    if isinstance(error, TooManyTries):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def on_outdated_form(_error: CSRFError) -> Response:
    """A form without the token of this session: it was open before somebody signed out and in again."""
    return answer(400, OUTDATED)


def on_http_error(error: HTTPException) -> Response:
    """An error of the web layer or of Flask; headers such as Allow stay."""
    response = answer(error.code or 500, told(error.code or 500))
    kept = ("Allow", "Retry-After")
    response.headers.extend({name: value for name, value in error.get_headers() if name in kept})
    return response


def register(app: Flask) -> None:
    """Show every error in plain words; what nobody foresaw is written down by Flask and shown as 500."""
    app.register_error_handler(AnkerError, on_our_error)
    app.register_error_handler(CSRFError, on_outdated_form)
    app.register_error_handler(HTTPException, on_http_error)
