"""mappings/opensearch_roles.yml on the real security plugin: enough for all that the engine does, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engines.opensearch import OpenSearchEngine
from indexer.engines.query import Query, Words
from indexer.errors import EngineDown
from tests import secured_node
from tests.opensearch_node import LINES, engine_at, without
from tests.secured_node import ANKER, Secured

ONE, TWO = "anker-1-a-1", "anker-1-a-2"
HAUS = Query(words=(Words("alles", (("haus", 1.0),)),), facets=("kind",))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    if "2.19" not in LINES:
        without("2.19 cannot be started here")
    with secured_node.running(tmp_path_factory.mktemp("secured")) as node:
        assert node.ask("PUT", "/fremd", {})[0] == 200
        assert node.ask("PUT", "/fremd/_doc/1?refresh=true", {"alles": "haus"})[0] == 201
        yield node


def engine_of(node: Secured, password: str = ANKER[1], **more: object) -> OpenSearchEngine:
    opened: OpenSearchEngine = engine_at(node.url, "anker", user=ANKER[0], password=password, **more)
    return opened


@pytest.fixture
def engine(node: Secured) -> Iterator[OpenSearchEngine]:
    engine = engine_of(node, ca_file=str(node.ca_file))
    yield engine
    engine.close()


def test_the_role_is_enough_for_a_whole_life_of_an_index(engine: OpenSearchEngine) -> None:
    assert (engine.live(), engine.indexes()) == (None, [])
    for index in (ONE, TWO):
        engine.create(index)
        assert engine.fill(index, [(f"r{number}", {"alles": "haus", "kind": "need"}) for number in range(60)]) == 60
        engine.ready(index)
        engine.activate(index)
    engine.upsert(TWO, [("neu", {"alles": "haus"})])
    engine.delete(TWO, ["r0", "r1"])
    assert (engine.count(TWO), engine.frequency("alles", "haus"), engine.search(HAUS).total) == (59, 59, 59)
    assert engine.search(Query(offset=20_000)).total == 59
    engine.drop(ONE)
    assert (engine.live(), engine.indexes()) == (TWO, [TWO])
    health = engine.health()
    assert health.ok, health.says


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/fremd/_search", None),
        ("GET", "/_search", None),
        ("PUT", "/fremd/_doc/2", {"alles": "haus"}),
        ("DELETE", "/fremd", None),
        ("PUT", "/anderes", {}),
        ("POST", "/_aliases", {"actions": [{"add": {"index": "fremd", "alias": "anker"}}]}),
        ("PUT", "/_cluster/settings", {"persistent": {"action.auto_create_index": "true"}}),
        ("GET", "/_plugins/_security/api/internalusers", None),
        ("GET", "/.opendistro_security/_search", None),
    ],
)
def test_the_role_opens_nothing_else(node: Secured, method: str, path: str, body: object) -> None:
    assert node.ask(method, path, body, ANKER)[0] == 403


def test_a_wrong_password_and_an_unknown_authority_are_told(node: Secured) -> None:
    for wrong, told in (
        (engine_of(node, "falsch", ca_file=str(node.ca_file)), "Anmeldung"),
        (engine_of(node), "Zertifikat"),
    ):
        with pytest.raises(EngineDown, match=told):
            wrong.live()
        wrong.close()
