"""The engine on a server: OpenSearch 2.19 or 3.x, one node or a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from indexer.engines import opensearch_bulk as bulk
from indexer.engines.base import Fields, Health
from indexer.engines.intake import SENTINEL, prepared
from indexer.engines.opensearch_client import connect, translated
from indexer.engines.opensearch_query import WINDOW, compiled, found, term, voice
from indexer.engines.query import EngineHit, Found, Query, Words
from indexer.errors import EngineError, IndexMissing
from indexer.mapping import Mapping
from indexer.settings import EngineSettings

SLOW = 60.0  # seconds for what changes the cluster; a server that is down is noticed before, by a short question
WARM = 5  # searches before the swap; the first one after a start takes half a second
COPIES_MADE = "30s"  # how long filling waits for them; with a full disk there are none, and filling says so itself
RETURN = "10s"  # how long a lost node may take to come back before its copies are made elsewhere; they are small
MERGING = 900.0  # seconds; 100,000 documents take 6, and what is written once a week is worth one segment
PAGE = {"keep_alive": "1m"}  # how long a point in time is held between two requests
DOOR = "-door"  # each index has an alias of its own to write through: no write can make an index by mistake


class OpenSearchEngine:
    """Indexes on a server behind one alias; keeps the `Engine` protocol."""

    def __init__(self, settings: EngineSettings, mapping: Mapping) -> None:
        self.alias = settings.alias
        self._settings = settings
        self._mapping = mapping
        self._client = connect(settings)
        self._patience = {"request_timeout": SLOW}

    def create(self, index: str) -> None:
        with self._awake(index):
            self._client.indices.put_index_template(name=self.alias, body=self._template(), params=self._patience)
            # Copies only where there are nodes for them: a node lost while filling must not cost the run.
            while_filling = {"refresh_interval": "-1", "auto_expand_replicas": f"0-{self._settings.replicas}"}
            body = {"settings": {"index": while_filling}, "aliases": {index + DOOR: {}}}
            # A copy still being made when its original is lost takes the index with it.
            complete = {"wait_for_active_shards": "all", "timeout": COPIES_MADE}
            self._client.indices.create(index=index, body=body, params=complete | self._patience)

    def fill(self, index: str, documents: Iterable[tuple[str, Fields]]) -> int:
        with self._awake(index):
            return bulk.send_abreast(self._client, self._actions(index, documents), require_alias=True)

    def ready(self, index: str) -> None:
        with self._awake(index):
            copies = {"auto_expand_replicas": "false", "number_of_replicas": self._settings.replicas}
            live = {"refresh_interval": None, **copies}
            self._client.indices.put_settings(index=index, body={"index": live}, params=self._patience)
            self._client.indices.forcemerge(index=index, params={"max_num_segments": 1, "request_timeout": MERGING})
            self._client.indices.refresh(index=index, params=self._patience)
            self._await_copies(index)
            for _ in range(WARM):
                self._client.search(index=index, body=self._warming(), params=self._patience)

    def count(self, index: str) -> int:
        with translated(index):
            return int(self._client.count(index=index)["count"])

    def activate(self, index: str) -> None:
        with self._awake(index):
            gone = [{"remove": {"index": old, "alias": self.alias}} for old in self._behind() if old != index]
            actions = [*gone, {"add": {"index": index, "alias": self.alias}}]
            self._client.indices.update_aliases(body={"actions": actions}, params=self._patience)

    def live(self) -> str | None:
        with translated():
            return next(iter(self._behind()), None)

    def indexes(self) -> list[str]:
        with translated():
            wanted = {"filter_path": "*.settings.index.creation_date,*.mappings._meta"}
            every = self._client.indices.get(index=f"{self.alias}-*", params=wanted)
        ours = {name: one for name, one in every.items() if one["mappings"]["_meta"].get("alias") == self.alias}
        return sorted(ours, key=lambda name: (int(ours[name]["settings"]["index"]["creation_date"]), name))

    def drop(self, index: str) -> None:
        if index == self.live():
            raise EngineError(f"Der Index {index} ist in Gebrauch.", "Zuerst einen anderen aktivieren.")
        with self._awake(index):
            self._client.indices.delete(index=index, params=self._patience)

    def upsert(self, index: str, documents: Iterable[tuple[str, Fields]]) -> None:
        with self._awake(index):
            bulk.send(self._client, self._actions(index, documents), require_alias=True, refresh=self._visibly(index))

    def delete(self, index: str, ids: Sequence[str]) -> None:
        actions = [{"_op_type": "delete", "_index": index + DOOR, "_id": key} for key in ids]
        with self._awake(index):
            self._client.count(index=index)  # a deletion from a missing index would pass in silence
            bulk.remove(self._client, actions, require_alias=True, refresh=self._visibly(index))

    def search(self, query: Query, index: str | None = None) -> Found:
        with translated(index):
            if query.offset + query.size > WINDOW:
                return self._far(query, index or self.alias)
            page = {"from": query.offset, "size": query.size}
            options = {"preference": voice(query), **self._exactly()}
            return found(
                self._client.search(index=index or self.alias, body=compiled(query) | page, params=options), query
            )

    def frequency(self, field: str, token: str, index: str | None = None) -> int:
        with translated(index):
            return int(self._client.count(index=index or self.alias, body={"query": term(field, token)})["count"])

    def health(self) -> Health:
        try:
            with translated():
                version = self._client.info()["version"]["number"]
                cluster = self._client.cluster.health()
                live = self.live()
                return Health(
                    f"OpenSearch {version}", live is not None, _says(cluster, self.count(live) if live else None)
                )
        except EngineError as error:
            return Health("OpenSearch", False, str(error))

    def close(self) -> None:
        self._client.close()

    @contextmanager
    def _awake(self, index: str) -> Iterator[None]:
        """Ask shortly whether the server answers before a call that may take its time."""
        with translated(index):
            self._client.info()
            yield

    def _template(self) -> dict[str, Any]:
        """What every index of this alias is made of; a longer alias beats a shorter one that begins like it."""
        mappings = self._mapping.body["mappings"]
        owned = mappings | {"_meta": mappings["_meta"] | {"alias": self.alias}}
        own = {"number_of_shards": self._settings.shards, "unassigned.node_left.delayed_timeout": RETURN}
        index = self._mapping.body["settings"]["index"] | own
        return {
            "index_patterns": [f"{self.alias}-*"],
            "priority": len(self.alias),
            "template": {"settings": {"index": index}, "mappings": owned},
        }

    def _behind(self) -> list[str]:
        try:
            with translated():
                return list(self._client.indices.get_alias(index=f"{self.alias}-*", name=self.alias))
        except IndexMissing:
            return []

    def _actions(self, index: str, documents: Iterable[tuple[str, Fields]]) -> Iterator[dict[str, Any]]:
        for key, fields in documents:
            yield {"_index": index + DOOR, "_id": key, "_source": prepared(self._mapping, key, fields)}

    def _visibly(self, index: str) -> str:
        """An index that is still being filled is never refreshed by itself: waiting for that would take for ever."""
        return "wait_for" if index == self.live() else "true"

    def _await_copies(self, index: str) -> None:
        nodes = self._client.cluster.health(params=self._patience)["number_of_data_nodes"]
        wanted = "green" if nodes > self._settings.replicas else "yellow"
        waiting = {"wait_for_status": wanted, "timeout": f"{SLOW:g}s", "request_timeout": SLOW + 5}
        self._client.cluster.health(index=index, params=waiting)

    def _warming(self) -> dict[str, Any]:
        """A search that touches every document, field and facet."""
        words = tuple(Words(name, ((SENTINEL, 1.0),)) for name in self._mapping.scored_fields)
        return compiled(Query(words, facets=tuple(name for name in self._mapping.keyword_fields if name != "id")))

    def _exactly(self) -> dict[str, Any]:
        """Shards know only their own words: with several, their figures are added up first."""
        kind = {"search_type": "dfs_query_then_fetch"} if self._settings.shards > 1 else {}
        return {**kind, "cancel_after_time_interval": f"{self._settings.deadline_seconds * 1000:.0f}ms"}

    def _far(self, query: Query, index: str) -> Found:
        """A page beyond the window: walk there on one frozen state, by the order of the last hit."""
        pit = self._client.create_pit(index=index, params=PAGE)["pit_id"]
        try:
            body = compiled(query) | {"size": 0}
            first = self._client.search(body=body | {"pit": {"id": pit, **PAGE}}, params=self._exactly())
            return replace(found(first, query), hits=self._walk(query, pit))
        finally:
            self._client.delete_pit(body={"pit_id": [pit]})

    def _walk(self, query: Query, pit: str) -> tuple[EngineHit, ...]:
        body = {**compiled(replace(query, facets=())), "track_total_hits": False, "pit": {"id": pit, **PAGE}}
        skip, hits = query.offset, list[EngineHit]()
        while len(hits) < query.size:
            body["size"] = min(WINDOW, skip + query.size - len(hits))
            answer = self._client.search(body=body, params=self._exactly())
            page = found(answer | {"hits": answer["hits"] | {"total": {"value": 0}}}, replace(query, facets=())).hits
            hits += page[skip:]
            skip = max(0, skip - len(page))
            if len(page) < body["size"]:
                break
            body["search_after"] = answer["hits"]["hits"][-1]["sort"]
        return tuple(hits[: query.size])


def _says(cluster: dict[str, Any], records: int | None) -> str:
    """One German sentence on a cluster's state."""
    nodes, status = cluster["number_of_data_nodes"], cluster["status"]
    what = f"{records} Einträge" if records is not None else "noch kein Index in Gebrauch"
    where = "1 Knoten, keine Zweitschrift" if nodes == 1 else f"{nodes} Knoten"
    colour = {"green": "grün", "yellow": "gelb", "red": "rot"}.get(status, status)
    return f"OpenSearch: {what}; {where}; Zustand {colour}."
