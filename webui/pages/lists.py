"""Suggestions for the two text fields, as JSON for the combobox."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from webui.context import service
from webui.limits import PLACE_CHARACTERS, QUERY_CHARACTERS, SUGGESTIONS

pages = Blueprint("lists", __name__)


@pages.get("/orte")
def places() -> Response:
    """Municipalities and districts whose name begins like this."""
    typed = request.args.get("q", "").strip()[:PLACE_CHARACTERS]
    found = service().places(typed)[:SUGGESTIONS] if typed else ()
    return jsonify([{"key": key, "value": name, "note": note} for key, name, note in found])


@pages.get("/vorschlaege")
def words() -> Response:
    """Words and topics that begin like this."""
    typed = request.args.get("q", "").strip()[:QUERY_CHARACTERS]
    found = service().suggest(typed)[:SUGGESTIONS] if typed else ()
    return jsonify([{"value": word, "note": ""} for word in found])
