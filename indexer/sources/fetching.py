"""One file from one https address, asked for as somebody who trusts nobody.

Only hosts of the settings are asked. A name is resolved once and every address it has is judged, then that very address
is connected to, so that a name cannot lead somewhere else in between; redirects go through the same. Size and time
have an end: a timer closes the connection, because a timeout of the socket holds for one read alone.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from indexer.errors import FileRefused, SourceDown
from indexer.settings import FeedSettings

CONNECT_SECONDS = 5.0
READ_SECONDS = 15.0
HOPS = 3  # redirects followed
CHUNK = 65_536
HTTPS = 443
OK, UNCHANGED = 200, 304
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # the IPv4 address stands in the last 32 bits
SETTING = "Bitte in config.toml unter [feeds] prüfen."

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Fetched:
    """What a server sent: the body (None: nothing new), its kind, and the marks to ask with next time."""

    body: bytes | None
    kind: str = ""
    etag: str = ""
    modified: str = ""


def fetch(url: str, marks: Mapping[str, str], rules: FeedSettings) -> Fetched:
    """Get a file; `marks` are the headers of a conditional request. Raises SourceDown, and FileRefused for a rule."""
    for _ in range(HOPS + 1):
        target = _allowed(url, rules)
        try:
            with _connected(target, rules) as connection:
                answer = _ask(connection, target, marks)
                if answer.status in REDIRECTS:
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                return _taken(answer, target, rules)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise SourceDown(f"{target.hostname} hat nicht richtig geantwortet ({_told(error)}).") from error
    raise FileRefused(f"{urlsplit(url).hostname} leitet zu oft weiter.")


def _allowed(url: str, rules: FeedSettings) -> SplitResult:
    """The parts of an address that the settings allow."""
    try:
        target = urlsplit(url)
        port = target.port or HTTPS
    except ValueError as error:
        raise FileRefused("Die Adresse ist nicht lesbar.", SETTING) from error
    if target.scheme != "https" or not target.hostname or target.username is not None:
        raise FileRefused("Nur Adressen mit https:// und ohne Anmeldung werden gelesen.", SETTING)
    host = target.hostname if port == HTTPS else f"{target.hostname}:{port}"
    if host not in rules.hosts:
        raise FileRefused(f"{host} steht nicht in der Liste der erlaubten Server.", SETTING)
    return target


@contextmanager
def _connected(target: SplitResult, rules: FeedSettings) -> Iterator[ssl.SSLSocket]:
    """A connection to the address that was judged, encrypted for the host's name, that ends in time."""
    context = ssl.create_default_context(cafile=rules.ca_file or None)
    address = (_resolved(target, rules), target.port or HTTPS)
    plain = socket.create_connection(address, CONNECT_SECONDS)
    # A connection cut off in the middle must raise and not look like the end of the file.
    with context.wrap_socket(
        plain, server_hostname=target.hostname, do_handshake_on_connect=False, suppress_ragged_eofs=False
    ) as secured:
        secured.settimeout(READ_SECONDS)
        timer = threading.Timer(rules.seconds, _cut, (secured,))
        timer.daemon = True
        timer.start()
        try:
            secured.do_handshake()
            yield secured
        finally:
            timer.cancel()


def _resolved(target: SplitResult, rules: FeedSettings) -> str:
    """The first address of a name whose every address is public or of a network that the settings name."""
    found = socket.getaddrinfo(target.hostname, target.port or HTTPS, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    for text in addresses:
        address = ipaddress.ip_address(text)
        if not (is_public(address) or any(address in network for network in rules.internal)):
            raise FileRefused(f"{target.hostname} führt zu einer Adresse, die nicht öffentlich ist.", SETTING)
    return min(addresses, key=lambda text: ":" in text)  # IPv4 first: half-made IPv6 is the more frequent trouble


def is_public(address: Address) -> bool:
    """Whether an address lies in the internet at large; an IPv4 address packed into IPv6 is judged by itself."""
    if isinstance(address, ipaddress.IPv6Address):
        packed = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            packed = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = packed or address
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _cut(secured: ssl.SSLSocket) -> None:
    with suppress(OSError):  # it may have ended by itself meanwhile
        secured.shutdown(socket.SHUT_RDWR)


def _ask(secured: ssl.SSLSocket, target: SplitResult, marks: Mapping[str, str]) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(target.netloc)
    connection.sock = secured
    path = f"{target.path or '/'}?{target.query}" if target.query else target.path or "/"
    # identity: an unpacked size is the only one there is, so no bomb can hide in it
    connection.request("GET", path, headers={"Accept-Encoding": "identity", "User-Agent": "Anker", **marks})
    return connection.getresponse()


def _taken(answer: http.client.HTTPResponse, target: SplitResult, rules: FeedSettings) -> Fetched:
    if answer.status == UNCHANGED:
        return Fetched(None)
    if answer.status != OK:
        raise SourceDown(f"{target.hostname} antwortet mit dem Status {answer.status}.")
    if answer.headers.get("Content-Encoding", "identity") != "identity":
        raise FileRefused(f"{target.hostname} schickt gepackte Daten, obwohl wir keine annehmen.")
    kind, headers = answer.headers.get_content_type(), answer.headers
    return Fetched(_body(answer, rules), kind, headers.get("ETag", ""), headers.get("Last-Modified", ""))


def _body(answer: http.client.HTTPResponse, rules: FeedSettings) -> bytes:
    body = bytearray()
    while chunk := answer.read(CHUNK):
        body += chunk
        if len(body) > rules.megabytes * 1_000_000:
            raise FileRefused(f"Die Antwort ist größer als {rules.megabytes} MB.", SETTING)
    if answer.length:  # what the server had announced and did not send
        raise SourceDown("Die Antwort brach mittendrin ab.")
    return bytes(body)


def _told(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "keine Antwort in der erlaubten Zeit"
    if isinstance(error, ssl.SSLCertVerificationError):
        return "das Zertifikat ist nicht gültig"
    return str(error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__)
