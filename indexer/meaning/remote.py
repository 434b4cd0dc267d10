"""An encoder behind HTTP: any server with the OpenAI embeddings interface (POST …/v1/embeddings)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import urllib3
from numpy.typing import NDArray

from indexer.errors import EncoderMissing, SettingsError
from indexer.meaning.e5 import LONGEST_TEXT, PASSAGE, QUERY

CONNECT_SECONDS = 2.0
READ_SECONDS = 30.0  # a batch of long texts on a small server
BATCH_TEXTS = 32
NAMED = 60  # characters of a model's name
OK = 200
WORDS_ALONE = "Die Suche arbeitet so lange mit Wörtern allein."


class RemoteEncoder:
    """Sentence vectors from a server; safe for several threads.

    Raises EncoderMissing for every failure, and SettingsError for an address that is none.
    """

    def __init__(self, url: str, model: str) -> None:
        self._url = _embeddings_address(url)
        self._model = model
        self._prefixed = "e5" in model.lower()  # only this family was trained with prefixes
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=urllib3.Retry(0, redirect=False),
        )
        self.dimensions = self._asked(["Probe"]).shape[1]
        self.name = f"http-{model[:NAMED]}-{self.dimensions}"

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, dimensions) for what somebody looks for."""
        return self._encoded(texts, QUERY)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (texts, dimensions) for what may be found."""
        return self._encoded(texts, PASSAGE)

    def _encoded(self, texts: Sequence[str], prefix: str) -> NDArray[np.float32]:
        ready = [(prefix if self._prefixed else "") + text[:LONGEST_TEXT] for text in texts]
        rows = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(ready), BATCH_TEXTS):
            batch = self._asked(ready[start : start + BATCH_TEXTS])
            if batch.shape[1] != self.dimensions:
                raise EncoderMissing(f"{self._url} liefert Vektoren anderer Länge als zuvor.", WORDS_ALONE)
            rows[start : start + len(batch)] = batch
        return rows

    def _asked(self, texts: list[str]) -> NDArray[np.float32]:
        """One request: unit rows in the order of the texts."""
        body = json.dumps({"model": self._model, "input": texts, "encoding_format": "float"})
        try:
            answer = self._pool.request("POST", self._url, body=body, headers={"Content-Type": "application/json"})
        except urllib3.exceptions.HTTPError as error:
            raise EncoderMissing(f"{self._url} antwortet nicht ({type(error).__name__}).", WORDS_ALONE) from error
        if answer.status != OK:
            raise EncoderMissing(f"{self._url} antwortet mit Status {answer.status}.", WORDS_ALONE)
        return self._rows(answer.data, len(texts))

    def _rows(self, body: bytes, expected: int) -> NDArray[np.float32]:
        try:
            rows = _read(json.loads(body))
        except (ValueError, TypeError, KeyError) as error:  # no JSON, other keys, rows of unequal length
            raise EncoderMissing(f"{self._url} spricht nicht die Embeddings-Schnittstelle.", WORDS_ALONE) from error
        norms = np.linalg.norm(rows, axis=-1, keepdims=True)
        if rows.ndim != 2 or len(rows) != expected or not np.isfinite(norms).all() or not norms.all():  # noqa: PLR2004  # a matrix
            raise EncoderMissing(f"{self._url} liefert unbrauchbare Vektoren.", WORDS_ALONE)
        return np.asarray(rows / norms, np.float32)


def _embeddings_address(url: str) -> str:
    """Servers are named with or without the path: http://host, http://host/v1, http://host/v1/embeddings."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError("Einstellung encoder.url ist keine Adresse.", "Beispiel: http://127.0.0.1:8080/v1")
    base = url.rstrip("/").removesuffix("/embeddings").removesuffix("/v1")
    return f"{base}/v1/embeddings"


def _read(answer: Any) -> NDArray[np.float64]:
    items = sorted(answer["data"], key=lambda item: item["index"])
    return np.array([item["embedding"] for item in items], np.float64)
