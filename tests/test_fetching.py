"""A server that sends others elsewhere, drips, breaks off or never ends gets nothing of us."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Iterator
from ipaddress import ip_network

import pytest

from indexer.errors import FileRefused, SourceDown
from indexer.settings import FeedSettings
from indexer.sources.fetching import Fetched, fetch, is_public
from tests.https_server import Answer, FeedServer, cut_off, dripping, endless, serving, status, text

HOME = (ip_network("127.0.0.0/8"), ip_network("::1/128"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeedServer]:
    with serving(tmp_path_factory.mktemp("feeds")) as server:
        yield server


def rules(server: FeedServer, **other: object) -> FeedSettings:
    given = {"hosts": (f"localhost:{server.port}",), "internal": HOME, "ca_file": server.ca_file, "megabytes": 1}
    return FeedSettings.model_validate({**given, **other})


def get(server: FeedServer, answer: Answer, **other: object) -> Fetched:
    server.answers["/feed"] = answer
    return fetch(server.url("/feed"), {}, rules(server, **other))


def test_a_body_comes_with_its_marks(server: FeedServer) -> None:
    assert get(server, text("[]", etag='"1"')) == Fetched(b"[]", "application/json", '"1"', "")


def test_a_mark_is_asked_with_and_nothing_new_is_told(server: FeedServer) -> None:
    server.answers["/feed"] = text("[]", etag='"1"')
    assert fetch(server.url("/feed"), {"If-None-Match": '"1"'}, rules(server)).body is None
    assert server.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_redirect_on_the_same_host_is_followed(server: FeedServer) -> None:
    server.answers["/new?a=1"] = text("[1]")
    assert get(server, status(302, Location="/new?a=1")).body == b"[1]"


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1/x", "http://localhost/x", "https://intern.example/x", "file:///etc/passwd", ""]
)
def test_a_redirect_elsewhere_is_not(server: FeedServer, target: str) -> None:
    with pytest.raises(FileRefused):
        get(server, status(302, Location=target))


def test_a_circle_of_redirects_ends(server: FeedServer) -> None:
    with pytest.raises(FileRefused, match="zu oft"):
        get(server, status(307, Location="/feed"))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/feed",
        "http://localhost/feed",
        "https://user:word@localhost/feed",
        "https://localhost:99999/feed",
        "https:///feed",
        "ftp://localhost/feed",
        "https://localhost.evil.example/feed",
    ],
)
def test_an_address_that_is_not_allowed_is_never_connected_to(server: FeedServer, url: str) -> None:
    before = len(server.asked)
    with pytest.raises(FileRefused):
        fetch(url, {}, rules(server))
    assert len(server.asked) == before


def test_a_name_that_leads_into_the_house_is_refused(server: FeedServer) -> None:
    with pytest.raises(FileRefused, match="nicht öffentlich"):
        get(server, text("[]"), internal=())


def test_an_unknown_name_is_a_source_that_is_away() -> None:
    with pytest.raises(SourceDown):
        fetch("https://nowhere.invalid/", {}, FeedSettings(hosts=("nowhere.invalid",)))


def test_a_certificate_of_nobody_is_refused(server: FeedServer) -> None:
    with pytest.raises(SourceDown, match="Zertifikat"):
        get(server, text("[]"), ca_file="")


def test_a_certificate_of_another_name_is_refused(server: FeedServer) -> None:
    server.answers["/feed"] = text("[]")
    with pytest.raises(SourceDown, match="Zertifikat"):
        fetch(server.url("/feed", "127.0.0.1"), {}, rules(server, hosts=(f"127.0.0.1:{server.port}",)))


@pytest.mark.parametrize("number", [400, 403, 404, 500, 503])
def test_a_server_that_says_no_is_away(server: FeedServer, number: int) -> None:
    with pytest.raises(SourceDown, match=str(number)):
        get(server, status(number))


def test_a_body_that_breaks_off_is_not_taken(server: FeedServer) -> None:
    with pytest.raises(SourceDown):
        get(server, cut_off)


def test_a_body_without_an_end_is_cut(server: FeedServer) -> None:
    with pytest.raises(FileRefused, match="größer als 1 MB"):
        get(server, endless)


def test_a_dripping_server_is_left(server: FeedServer) -> None:
    began = time.monotonic()
    with pytest.raises(SourceDown):
        get(server, dripping, seconds=1)
    assert time.monotonic() - began < 30  # the drip itself lasts a minute


def test_packed_bytes_are_refused(server: FeedServer) -> None:
    with pytest.raises(FileRefused, match="gepackt"):
        get(server, status(200, Content_Encoding="gzip"))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),  # noqa: S104  # judged, not bound to
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("64:ff9b::a00:1", False),
        ("::ffff:93.184.216.34", True),
    ],
)
def test_only_addresses_of_the_internet_at_large_are_public(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
