"""The way to an OpenSearch server: one client, every call under the guard, every error one of ours."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opensearchpy import (
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    OpenSearch,
    OpenSearchException,
    RequestError,
    SerializationError,
    SSLError,
    Transport,
    TransportError,
)

from indexer.engines.guard import ABREAST, REMEDY, Guard
from indexer.errors import EngineDown, EngineError, IndexMissing, SettingsError
from indexer.settings import EngineSettings

SERVER_ERROR = 500
BUSY = 429
UNREACHED: dict[type[Exception], str] = {  # the first that fits; the library's classes are built on one another
    SSLError: "dem Zertifikat ist nicht zu trauen, bitte engine.ca_file prüfen",
    ConnectionTimeout: "keine Antwort in der Zeit",
    ConnectionError: "keine Verbindung",
}
BLOCKED = "cluster_block_exception"  # such as the flood stage of a full disk: no retry heals it


class GuardedTransport(Transport):
    """opensearch-py's transport, but each request has one deadline for everything, retries on other nodes included."""

    def __init__(self, hosts: Any, *, seconds: float, **options: Any) -> None:
        self._guard = Guard(speaks_against_the_server)
        self._seconds = seconds
        super().__init__(hosts, **options)

    def perform_request(  # noqa: PLR0913, PLR0917  # the library's own signature
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        timeout: float | None = None,
        ignore: Collection[int] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        given = dict(params or {})
        seconds = float(given.pop("request_timeout", None) or timeout or self._seconds)
        request = super().perform_request
        answer = self._guard.call(lambda: request(method, url, given, body, seconds, ignore, headers), seconds)
        if isinstance(answer, str):
            raise SerializationError("no JSON")
        return answer


def connect(settings: EngineSettings) -> OpenSearch:
    """Make a client for one address or several, separated by commas; raises SettingsError. Nothing is sent yet."""
    hosts = [address.strip() for address in settings.url.split(",") if address.strip()]
    try:
        return OpenSearch(
            hosts=hosts,
            transport_class=GuardedTransport,
            seconds=settings.deadline_seconds,
            timeout=settings.deadline_seconds,
            max_retries=len(hosts),
            pool_maxsize=ABREAST,
            headers=_sign_in(settings),
            verify_certs=True,
            ca_certs=settings.ca_file or None,
        )
    except (ImproperlyConfigured, ValueError, OSError) as error:
        raise SettingsError(f"Einstellung engine.url: {error}.", "Beispiel: https://suche.example:9200") from error


@contextmanager
def translated(index: str | None = None) -> Iterator[None]:
    """Turn whatever the library raises into EngineDown, IndexMissing or EngineError."""
    try:
        yield
    except NotFoundError as error:
        what = f"Den Index {index} gibt es nicht." if index else "Es ist noch nichts indiziert."
        raise IndexMissing(what, "Abhilfe: ./run reindex") from error
    except AuthenticationException as error:
        remedy = "Bitte engine.user und engine.password prüfen."
        raise EngineDown("OpenSearch lehnt die Anmeldung ab.", remedy) from error
    except OpenSearchException as error:
        if speaks_against_the_server(error):
            raise EngineDown(f"OpenSearch antwortet nicht brauchbar: {reason(error)}.", REMEDY) from error
        raise _refused(error, index) from error


def speaks_against_the_server(error: BaseException) -> bool:
    """Whether the server is the trouble and not the question; a status can also be 'N/A' or 'TIMEOUT'."""
    if not isinstance(error, TransportError):
        return isinstance(error, SerializationError)
    status = error.status_code
    return not isinstance(status, int) or status >= SERVER_ERROR or (status == BUSY and BLOCKED not in str(error.error))


def reason(error: OpenSearchException) -> str:
    """What the server or the network says, in a few words."""
    for kind, words in UNREACHED.items():
        if isinstance(error, kind):
            return words
    if not isinstance(error, TransportError):
        return "keine gültige Antwort"
    detail = error.info.get("error") if isinstance(error.info, dict) else None
    cause = detail.get("reason") if isinstance(detail, dict) else None
    return f"{error.status_code} {cause or error.error}".strip()


def _refused(error: OpenSearchException, index: str | None) -> EngineError:
    if isinstance(error, RequestError) and error.error == "resource_already_exists_exception":
        return EngineError(f"Den Index {index} gibt es schon.", "Ein neuer Lauf nimmt einen neuen Namen.")
    if isinstance(error, AuthorizationException):
        return EngineError(f"OpenSearch erlaubt das nicht: {reason(error)}.", "Bitte Rechte und Sperren prüfen.")
    return EngineError(f"OpenSearch lehnt die Anfrage ab: {reason(error)}.")


def _sign_in(settings: EngineSettings) -> dict[str, str]:
    """Basic authentication in UTF-8; the library's own would refuse an umlaut in a password."""
    if not settings.user:
        return {}
    pair = f"{settings.user}:{settings.password}".encode()
    return {"authorization": "Basic " + base64.b64encode(pair).decode("ascii")}
