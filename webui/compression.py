"""Pages go out gzipped, but not behind the door: those carry a token, and lengths would help to guess it (BREACH)."""

from __future__ import annotations

import gzip

from flask import Response, request

from webui import visitor

WORTH_IT = 1_000  # bytes; below, the packed page is no smaller on the wire
LEVEL = 6
TYPES = frozenset({"text/html", "application/json"})


def pack(response: Response) -> Response:
    """Gzip an answer if it is text of some length and the browser takes it."""
    if response.mimetype not in TYPES or response.direct_passthrough or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) < WORTH_IT or not request.accept_encodings["gzip"] or visitor.visitor() is not None:
        return response
    response.set_data(gzip.compress(body, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    return response
