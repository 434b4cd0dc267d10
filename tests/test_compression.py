"""Pages go out packed where the browser takes it."""

from __future__ import annotations

import gzip

from flask import Flask, Response

from webui.compression import WORTH_IT, pack

PACKED = {"Accept-Encoding": "gzip"}


def serving(body: str, kind: str = "text/html") -> Flask:
    app = Flask("compression")
    app.after_request(pack)
    app.add_url_rule("/", view_func=lambda: Response(body, mimetype=kind))
    return app


def test_a_long_page_is_packed_for_those_who_take_it() -> None:
    client = serving("Bach " * WORTH_IT).test_client()
    packed = client.get("/", headers=PACKED)
    assert gzip.decompress(packed.data).decode() == client.get("/").text
    assert packed.headers["Content-Length"] == str(len(packed.data))
    assert "Accept-Encoding" in client.get("/").headers["Vary"]


def test_short_pages_and_other_types_go_as_they_are() -> None:
    assert "Content-Encoding" not in serving("kurz").test_client().get("/", headers=PACKED).headers
    long = serving("x" * WORTH_IT * 2, "application/octet-stream")
    assert "Content-Encoding" not in long.test_client().get("/", headers=PACKED).headers
