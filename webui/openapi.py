"""The API described in OpenAPI 3.1, worked out from the models that check it (https://spec.openapis.org/oas/v3.1.1)."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import models_json_schema

from indexer import Site
from webui import api_models as models

REFERENCE = "#/components/schemas/{model}"
JSON = "application/json"
FAULTS = {
    400: "Die Anfrage ist kein JSON.",
    404: "Diesen Schlüssel kennt das Gemeindeverzeichnis nicht.",
    413: "Die Anfrage ist zu lang.",
    415: "Die Anfrage nennt sich nicht application/json.",
    422: "Eine Angabe passt nicht.",
    503: "Suche oder Datenbank antworten nicht.",
}
OF_MATCH, OF_SEARCH = (400, 404, 413, 415, 422, 503), (422, 503)

Part = dict[str, Any]


def description(site: Site) -> Part:
    """The whole description, ready to be sent as JSON."""
    shapes = (models.Challenge, models.Match, models.Found, models.Fault)
    _, schemas = models_json_schema([(shape, "validation") for shape in shapes], ref_template=REFERENCE)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{site.name}: Schnittstelle", "version": "1", "description": site.claim},
        "paths": {
            "/api/v1/match": {"post": _match()},
            "/api/v1/search": {"get": _search()},
            "/livez": {"get": _probe("Der Prozess antwortet.", ())},
            "/readyz": {"get": _probe("Datenbank und Index antworten.", (503,))},
        },
        "components": {"schemas": schemas["$defs"]},
    }


def _match() -> Part:
    return {
        "operationId": "match",
        "summary": "Zu einem Anliegen passende Kommunen, Anbieter und gleiche Bedarfe",
        "requestBody": {"required": True, "content": _content("Challenge")},
        "responses": {"200": _answer("Die drei Listen.", "Match")} | _faults(OF_MATCH),
    }


def _search() -> Part:
    schema = models.Question.model_json_schema()
    return {
        "operationId": "search",
        "summary": "Einträge suchen",
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": shape}
            for name, shape in schema["properties"].items()
        ],
        "responses": {"200": _answer("Eine Seite Treffer.", "Found")} | _faults(OF_SEARCH),
    }


def _probe(says: str, faults: tuple[int, ...]) -> Part:
    text = {"text/plain": {"schema": {"type": "string"}}}
    answers = {str(status): {"description": FAULTS[status], "content": text} for status in faults}
    return {"summary": says, "responses": {"200": {"description": says, "content": text}} | answers}


def _content(model: str) -> Part:
    return {JSON: {"schema": {"$ref": REFERENCE.format(model=model)}}}


def _answer(says: str, model: str) -> Part:
    return {"description": says, "content": _content(model)}


def _faults(statuses: tuple[int, ...]) -> Part:
    return {str(status): _answer(FAULTS[status], "Fault") for status in statuses}
