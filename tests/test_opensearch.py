"""What only the engine on a server has to prove: faults on the wire, full queues, full disks, sign-in, far pages."""

import json
import ssl
import subprocess
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from indexer.engines.opensearch import OpenSearchEngine
from indexer.engines.query import Filter, Query, Words
from indexer.errors import BulkFailed, EngineDown, EngineError, SettingsError
from indexer.mapping import Mapping
from indexer.settings import EngineSettings
from tests import faulty
from tests.opensearch_node import LINES, engine_at, wipe

ALIAS = "anker-trial"
FIRST, SECOND = f"{ALIAS}-1-a-1", f"{ALIAS}-1-a-2"
DEADLINE, AT_LATEST = 1.0, 2.5  # seconds; the office is promised the latter, and a busy test machine is slow

CALLS = {
    "create": lambda engine: engine.create(FIRST),
    "fill": lambda engine: engine.fill(FIRST, [("a", {})]),
    "ready": lambda engine: engine.ready(FIRST),
    "count": lambda engine: engine.count(FIRST),
    "activate": lambda engine: engine.activate(FIRST),
    "live": lambda engine: engine.live(),
    "indexes": lambda engine: engine.indexes(),
    "drop": lambda engine: engine.drop(FIRST),
    "upsert": lambda engine: engine.upsert(FIRST, [("a", {})]),
    "delete": lambda engine: engine.delete(FIRST, ["a"]),
    "search": lambda engine: engine.search(Query()),
    "far page": lambda engine: engine.search(Query(offset=20_000)),
    "frequency": lambda engine: engine.frequency("alles", "haus"),
}


def ask(url, method="GET", body=None):
    data = json.dumps(body).encode() if body else None
    request = urllib.request.Request(url, data, {"content-type": "application/json"}, method=method)  # noqa: S310  # our own server
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310  # our own server
        return json.load(answer)


@pytest.mark.parametrize("way", faulty.WAYS, ids=lambda way: way.__name__)
def test_whatever_goes_wrong_on_the_wire_every_call_ends_in_time(way):
    with faulty.server(way) as url, ThreadPoolExecutor(len(CALLS)) as pool:
        took = dict(zip(CALLS, pool.map(lambda call: seconds_until_down(url, call), CALLS.values()), strict=True))
    assert {name: seconds for name, seconds in took.items() if seconds > AT_LATEST} == {}


def seconds_until_down(url, call):
    engine = OpenSearchEngine(EngineSettings(url=url, alias=ALIAS, deadline_seconds=DEADLINE), Mapping.load())
    start = time.monotonic()
    with pytest.raises(EngineDown):
        call(engine)
    took = time.monotonic() - start
    engine.close()
    return took


@pytest.mark.parametrize("way", faulty.WAYS, ids=lambda way: way.__name__)
def test_health_tells_what_is_wrong_and_never_raises(way):
    with faulty.server(way) as url:
        engine = OpenSearchEngine(EngineSettings(url=url, alias=ALIAS, deadline_seconds=0.5), Mapping.load())
        health = engine.health()
        engine.close()
    assert not health.ok
    assert health.says.startswith("OpenSearch")


def test_nobody_listening_is_noticed_at_once():
    engine = OpenSearchEngine(EngineSettings(url="http://127.0.0.1:9", alias=ALIAS), Mapping.load())
    with pytest.raises(EngineDown):
        engine.search(Query())
    engine.close()


def test_a_server_that_is_down_is_soon_no_longer_asked():
    with faulty.server(faulty.silent) as url:
        engine = OpenSearchEngine(EngineSettings(url=url, alias=ALIAS, deadline_seconds=0.2), Mapping.load())
        for _ in range(3):
            with pytest.raises(EngineDown, match=r"antwortet nicht|geantwortet"):
                engine.search(Query())
        with pytest.raises(EngineDown, match="zurzeit nicht"):
            engine.search(Query())
        engine.close()


@pytest.mark.parametrize("url", ["http://[half", "http://host:port"])
def test_an_address_that_is_none_is_a_matter_of_settings(url):
    with pytest.raises(SettingsError, match=r"engine\.url"):
        OpenSearchEngine(EngineSettings(url=url, alias=ALIAS), Mapping.load())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that only its own file vouches for."""
    folder = tmp_path_factory.mktemp("tls")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", folder / "key.pem", "-out", folder / "ca.pem"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


class Counting(BaseHTTPRequestHandler):
    """Answers every count with 7, but only to the one who signs in."""

    def do_GET(self):  # the library's name
        self._answer()

    def do_POST(self):  # the library's name
        self._answer()

    def _answer(self):
        known = self.headers["authorization"] == "Basic YW5rZXI6bcO8bmNoZW46MQ=="  # anker:münchen:1
        body = json.dumps({"count": 7} if known else {"error": "Unauthorized"}).encode()
        self.send_response(200 if known else 401)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def protected(certificate):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "ca.pem", certificate / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def counted(url, **more):
    engine = engine_at(url, ALIAS, user="anker", **more)
    try:
        return engine.count(FIRST)
    finally:
        engine.close()


def test_with_the_authority_and_the_password_a_protected_server_answers(protected, certificate):
    assert counted(protected, password="münchen:1", ca_file=str(certificate / "ca.pem")) == 7  # noqa: S106  # made up


def test_a_wrong_password_is_told_as_that(protected, certificate):
    with pytest.raises(EngineDown, match="Anmeldung"):
        counted(protected, password="falsch", ca_file=str(certificate / "ca.pem"))  # noqa: S106  # made up


def test_a_server_that_nobody_vouches_for_gets_no_password(protected):
    with pytest.raises(EngineDown, match="Zertifikat"):
        counted(protected, password="münchen:1")  # noqa: S106  # made up


# --- a real server -------------------------------------------------------------------------------------------------


@pytest.fixture(params=LINES)
def url(request, server):
    return server(request.param)


@pytest.fixture
def engine(url):
    opened = engine_at(url, ALIAS)
    yield opened
    wipe(opened, url)
    opened.close()


@pytest.fixture
def filled(engine):
    engine.create(FIRST)
    engine.fill(FIRST, ((f"r{number:05d}", {"alles": "haus", "changed": number % 7}) for number in range(3000)))
    engine.ready(FIRST)
    engine.activate(FIRST)
    return engine


def test_an_index_carries_the_mapping_and_the_name_of_its_owner(engine, url):
    engine.create(FIRST)
    mappings = ask(f"{url}/{FIRST}/_mapping")[FIRST]["mappings"]
    assert mappings["dynamic"] == "strict"
    assert mappings["_meta"]["alias"] == ALIAS
    assert set(mappings["properties"]) == set(Mapping.load().fields)


def test_an_index_that_only_begins_like_ours_is_left_alone(engine, url):
    other = engine_at(url, f"{ALIAS}-zwei")
    other.create(f"{ALIAS}-zwei-1-a-1")
    assert engine.indexes() == []
    assert other.indexes() == [f"{ALIAS}-zwei-1-a-1"]
    wipe(other, url)
    other.close()


def test_after_filling_the_index_is_refreshed_by_itself_and_has_its_copies(engine, url):
    engine.create(FIRST)
    engine.ready(FIRST)
    settings = ask(f"{url}/{FIRST}/_settings")[FIRST]["settings"]["index"]
    assert "refresh_interval" not in settings
    assert settings["number_of_replicas"] == "1"


def test_one_node_alone_is_told(filled):
    health = filled.health()
    assert health.ok
    assert "3000 Einträge; 1 Knoten, keine Zweitschrift; Zustand gelb" in health.says


def test_no_write_makes_an_index_by_mistake(filled, url):
    ask(f"{url}/_cluster/settings", "PUT", {"persistent": {"action.auto_create_index": "true"}})
    try:
        with pytest.raises(EngineError):
            filled.upsert(SECOND, [("a", {})])
        assert filled.indexes() == [FIRST]
    finally:
        ask(f"{url}/_cluster/settings", "PUT", {"persistent": {"action.auto_create_index": None}})


def test_a_write_into_an_index_that_is_still_being_filled_does_not_wait_for_ever(filled):
    filled.create(SECOND)
    filled.upsert(SECOND, [("neu", {"alles": "haus"})])
    assert filled.search(Query(), SECOND).total == 1


def test_pages_past_the_window_go_on_in_the_same_order(engine):
    engine.create(FIRST)
    engine.fill(FIRST, ((f"r{number * 7919 % 10061:05d}", {"alles": "haus"}) for number in range(10_061)))
    engine.ready(FIRST)
    words = (Words("alles", (("haus", 1.0),)),)
    for query in ({"words": words}, {}):
        for offset in (9_983, 9_995, 10_003, 10_055, 50_000):
            found = engine.search(Query(**query, size=12, offset=offset, facets=("kind",)), FIRST)
            wanted = [f"r{number:05d}" for number in range(offset, min(offset + 12, 10_061))]
            assert [hit.id for hit in found.hits] == wanted
            assert found.total == 10_061


def test_with_a_write_queue_of_one_all_documents_of_all_writers_arrive(url):
    wide = engine_at(url, f"{ALIAS}-wide", shards=3)
    wide.create(f"{ALIAS}-wide-1")
    shares = [[(f"r{number:05d}", {"alles": "haus " * 50}) for number in range(start, 3600, 6)] for start in range(6)]
    with ThreadPoolExecutor(6) as pool:
        arrived = list(pool.map(lambda share: wide.fill(f"{ALIAS}-wide-1", share), shares))
    wide.ready(f"{ALIAS}-wide-1")
    assert sum(arrived) == wide.count(f"{ALIAS}-wide-1") == 3600
    wipe(wide, url)
    wide.close()


def test_a_source_that_fails_ends_the_fill_with_its_own_error(engine):
    def documents():
        yield "a", {}
        raise KeyError("Quelle")

    engine.create(FIRST)
    with pytest.raises(KeyError):
        engine.fill(FIRST, documents())


def test_a_refused_document_ends_a_long_fill_early(engine):
    asked = []

    def documents():
        for number in range(50_000):
            asked.append(number)
            yield f"r{number}", {"trait": "ß" * 40_000} if number == 3 else {}

    engine.create(FIRST)
    with pytest.raises(BulkFailed, match="r3"):
        engine.fill(FIRST, documents())
    assert len(asked) < 50_000


def test_a_flood_stage_block_is_told_at_once(filled, url):
    block = {"index.blocks.read_only_allow_delete": True}
    ask(f"{url}/{FIRST}/_settings", "PUT", block)
    start = time.monotonic()
    with pytest.raises(BulkFailed, match="Platz schaffen"):
        filled.fill(FIRST, [("a", {}), ("b", {})])
    assert time.monotonic() - start < 20
    ask(f"{url}/{FIRST}/_settings", "PUT", {"index.blocks.read_only_allow_delete": None})
    assert filled.fill(FIRST, [("a", {})]) == 1


def test_a_document_that_the_server_alone_refuses_is_named(filled):
    with pytest.raises(BulkFailed, match="zu-lang"):
        filled.fill(FIRST, [("gut", {}), ("zu-lang", {"trait": "ß" * 40_000})])


def test_the_plain_text_is_kept_for_operators_and_the_tokens_are_not(filled, url):
    filled.upsert(FIRST, [("a", {"alles": "haus", "roh": "Die Häuser der Stadt"})])
    assert ask(f"{url}/{FIRST}/_doc/a")["_source"] == {"id": "a", "roh": "Die Häuser der Stadt"}
    assert ask(f"{url}/{FIRST}/_search?q=roh:haus")["hits"]["total"]["value"] == 1


def test_three_shards_rank_like_one(engine, url):
    split = engine_at(url, f"{ALIAS}-split", shards=3)
    documents = [
        (f"r{n:03d}", {"alles": "haus " * (n % 5) + "baum " * (n % 11), "kind": f"k{n % 3}"}) for n in range(300)
    ]
    for one, index in ((engine, FIRST), (split, f"{ALIAS}-split-1")):
        one.create(index)
        one.fill(index, documents)
        one.ready(index)
    query = Query(words=(Words("alles", (("haus", 1.0), ("baum", 2.0))),), size=300, facets=("kind",))
    whole, parts = engine.search(query, FIRST), split.search(query, f"{ALIAS}-split-1")
    assert [hit.id for hit in parts.hits] == [hit.id for hit in whole.hits]
    assert (parts.total, parts.facets) == (whole.total, whole.facets)
    wipe(split, url)
    split.close()


def test_a_query_that_the_server_refuses_is_not_the_servers_fault(filled):
    for _ in range(5):
        with pytest.raises(EngineError) as caught:
            filled.search(Query(sort="gibt-es-nicht"))
        assert not isinstance(caught.value, EngineDown)
    assert filled.search(Query(scope=(Filter("kind", ("x",)),))).total == 0
