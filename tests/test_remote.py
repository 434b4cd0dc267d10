"""An encoder behind HTTP: a real server in a thread, good and bad."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

import numpy as np
import pytest

from indexer.errors import EncoderMissing, SettingsError
from indexer.meaning.encoder import open_encoder
from indexer.meaning.remote import BATCH_TEXTS
from indexer.settings import EncoderSettings


class Answering(BaseHTTPRequestHandler):
    """Speaks the embeddings interface; the server holds what it heard and what it must answer instead."""

    def do_POST(self) -> None:
        server = cast(Embeddings, self.server)
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.heard.append((self.path, asked))
        status, body = server.instead or (200, json.dumps(answer_to(asked["input"])).encode())
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Embeddings(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.heard: list[tuple[str, Any]] = []
        self.instead: tuple[int, bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


def answer_to(texts: list[str]) -> dict[str, Any]:
    """A vector per text, in the wrong order, as the interface allows."""
    rows = [{"index": i, "embedding": [len(text), 1.0, 2.0]} for i, text in enumerate(texts)]
    return {"data": rows[::-1]}


@pytest.fixture
def server() -> Iterator[Embeddings]:
    with Embeddings() as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def settings_for(server: Embeddings, model: str = "multilingual-e5-base") -> EncoderSettings:
    return EncoderSettings(kind="http", url=server.address, model=model)


def test_rows_have_unit_length_and_come_in_order(server: Embeddings) -> None:
    encoder = open_encoder(settings_for(server, "other-model"))
    assert encoder is not None
    rows = encoder.queries(["a", "abcdef"])
    assert encoder.dimensions == 3
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert np.allclose(rows[1] / rows[1][1], [6, 1, 2])


def test_e5_models_get_their_prefixes_and_others_do_not(server: Embeddings) -> None:
    for model, said in (("multilingual-e5-base", "passage: Licht"), ("other-model", "Licht")):
        encoder = open_encoder(settings_for(server, model))
        assert encoder is not None
        encoder.passages(["Licht"])
        assert server.heard[-1][1]["input"] == [said]
        assert server.heard[-1][1]["model"] == model


def test_many_texts_go_in_several_requests(server: Embeddings) -> None:
    encoder = open_encoder(settings_for(server))
    assert encoder is not None
    assert encoder.passages(["Text"] * (BATCH_TEXTS + 1)).shape == (BATCH_TEXTS + 1, 3)
    assert [len(asked["input"]) for _, asked in server.heard] == [1, BATCH_TEXTS, 1]


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/embeddings"])
def test_the_address_may_stop_anywhere(server: Embeddings, path: str) -> None:
    open_encoder(EncoderSettings(kind="http", url=server.address + path, model="m"))
    assert server.heard[-1][0] == "/v1/embeddings"


def test_the_name_says_which_model_answers(server: Embeddings) -> None:
    encoder = open_encoder(settings_for(server, "my-model"))
    assert encoder is not None
    assert "my-model" in encoder.name


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(EncoderMissing, match="antwortet nicht"):
        open_encoder(EncoderSettings(kind="http", url="http://127.0.0.1:9", model="m"))


@pytest.mark.parametrize("url", ["", "127.0.0.1", "ftp://127.0.0.1", "http://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="keine Adresse"):
        open_encoder(EncoderSettings(kind="http", url=url, model="m"))


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b"{}", "Status 500"),
        (302, b"", "Status 302"),
        (200, b"<html>", "Embeddings-Schnittstelle"),
        (200, b'{"data": 3}', "Embeddings-Schnittstelle"),
        (200, b"[]", "Embeddings-Schnittstelle"),
        (200, b'{"data": [{"index": 0, "embedding": ["a"]}]}', "Embeddings-Schnittstelle"),
        (
            200,
            b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]}',
            "Embeddings-Schnittstelle",
        ),
        (200, b'{"data": []}', "unbrauchbar"),
        (200, b'{"data": [{"index": 0, "embedding": [0, 0]}]}', "unbrauchbar"),
        (200, b'{"data": [{"index": 0, "embedding": [NaN]}]}', "unbrauchbar"),
        (200, b'{"data": [{"index": 0, "embedding": [Infinity, 1]}]}', "unbrauchbar"),
    ],
)
def test_a_bad_answer_is_refused(server: Embeddings, status: int, body: bytes, said: str) -> None:
    server.instead = status, body
    with pytest.raises(EncoderMissing, match=said):
        open_encoder(settings_for(server))


def test_vectors_of_another_length_are_refused(server: Embeddings) -> None:
    encoder = open_encoder(settings_for(server))
    assert encoder is not None
    server.instead = 200, b'{"data": [{"index": 0, "embedding": [1, 2]}]}'
    with pytest.raises(EncoderMissing, match="anderer Länge"):
        encoder.queries(["Licht"])
