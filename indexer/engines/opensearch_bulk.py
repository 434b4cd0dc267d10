"""Many documents to a server: every one arrives, or the run hears which did not and why."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from opensearchpy import OpenSearch, TransportError
from opensearchpy.helpers import streaming_bulk

from indexer.engines.opensearch_client import BLOCKED, BUSY, reason
from indexer.errors import BulkFailed, IndexMissing

CHUNK = 500  # documents a request; about 1.5 MB
AHEAD = 2 * CHUNK  # documents made before they are sent
GLANCE = 0.2  # seconds between looks whether the sender still lives
CHUNK_BYTES = 10_000_000
RETRIES = 5  # of one request while the server's queue is full, after 1, 2, 4, 8 and 16 seconds
ROUNDS = 4  # for documents that are still refused after that
SECONDS = 60.0  # for one request; a cluster that has lost a node needs its time
NODE_LOST = "20s"  # how long the server waits for another copy to take over; its own 1m would use up SECONDS
PASSING = (BUSY, 503)  # statuses of a document that a later try can heal
MISSING = 404
Action = dict[str, Any]


def send(client: OpenSearch, actions: Iterable[Action], **options: Any) -> int:
    """Send all actions and return how many arrived; raises BulkFailed, IndexMissing, TransportError.

    `raise_on_error` must be off, or the library gives up at a full queue at once; and even then documents can be left
    over (300 of 4,000 with a queue of 1), so what is left is sent again.
    """
    arrived, left = _round(client, actions, options)
    for pause in range(1, ROUNDS + 1):
        if not left:
            return arrived
        time.sleep(pause)
        more, left = _round(client, left, options)
        arrived += more
    if left:
        raise BulkFailed(f"OpenSearch hat {len(left)} Einträge auch nach vielen Versuchen nicht angenommen.")
    return arrived


def send_abreast(client: OpenSearch, actions: Iterable[Action], **options: Any) -> int:
    """As `send`, while the next actions are already being made: building them and storing them each keep a core busy.

    The actions are made in the calling thread, because what makes them may be bound to it (a database session is).
    """
    waiting: queue.Queue[Action | None] = queue.Queue(AHEAD)
    with ThreadPoolExecutor(1, thread_name_prefix="bulk") as pool:
        sending = pool.submit(send, client, iter(waiting.get, None), **options)
        try:
            for action in actions:
                if not _put(waiting, action, sending):
                    break
        finally:
            _put(waiting, None, sending)
        return sending.result()


def remove(client: OpenSearch, actions: Iterable[Action], **options: Any) -> None:
    """Send deletions; what is not there is as good as deleted."""
    for ok, item in _stream(client, actions, options):
        row = item["delete"]
        if not ok and (row["status"] != MISSING or "error" in row):
            _refuse(row)


def _round(client: OpenSearch, actions: Iterable[Action], options: Action) -> tuple[int, list[Action]]:
    under_way: dict[str, Action] = {}
    arrived, left = 0, []
    for ok, item in _stream(client, _remembered(actions, under_way), options):
        row = item["index"]
        action = under_way.pop(row["_id"], None)
        if ok:
            arrived += 1
        elif row["status"] in PASSING and not _blocked(row) and action:
            left.append(action)
        else:
            _refuse(row)
    return arrived, left


def _put(waiting: queue.Queue[Action | None], action: Action | None, sending: Future[int]) -> bool:
    """Hand over one action, unless nobody takes it any more."""
    while not sending.done():
        try:
            waiting.put(action, timeout=GLANCE)
        except queue.Full:
            continue
        return True
    return False


def _remembered(actions: Iterable[Action], under_way: dict[str, Action]) -> Iterator[Action]:
    for action in actions:
        under_way[action["_id"]] = action
        yield dict(action)  # the library empties what it is given


def _stream(client: OpenSearch, actions: Iterable[Action], options: Action) -> Iterator[tuple[bool, Action]]:
    return streaming_bulk(  # type: ignore[no-any-return]  # the library types its helpers as Any
        _Blocked(client),
        actions,
        chunk_size=CHUNK,
        max_chunk_bytes=CHUNK_BYTES,
        max_retries=RETRIES,
        initial_backoff=1,
        raise_on_error=False,
        request_timeout=SECONDS,
        timeout=NODE_LOST,
        **options,
    )


class _Blocked:
    """The client as the helper sees it; it gives up at once where a retry would only repeat the refusal."""

    def __init__(self, client: OpenSearch) -> None:
        self._client = client
        self.transport = client.transport

    def bulk(self, **options: Any) -> Any:
        try:
            answer = self._client.bulk(**options)
        except TransportError as error:
            if error.status_code == BUSY and BLOCKED in reason(error) + str(error.error):
                raise _full(reason(error)) from error
            raise
        for item in answer["items"] if answer["errors"] else ():
            row = next(iter(item.values()))
            if _blocked(row):
                raise _full(row["error"]["reason"])
        return answer


def _blocked(row: Action) -> bool:
    return isinstance(row.get("error"), dict) and row["error"].get("type") == BLOCKED


def _full(why: str) -> BulkFailed:
    return BulkFailed(f"OpenSearch nimmt keine Einträge an: {why}.", "Meist ist ein Datenträger voll: Platz schaffen.")


def _refuse(row: Action) -> None:
    """Raise for one row of an answer that no later try will heal."""
    error = row.get("error")
    why = error.get("reason") if isinstance(error, dict) else error
    if row["status"] == MISSING:
        raise IndexMissing(f"Den Index gibt es nicht: {why}.", "Abhilfe: ./run reindex")
    raise BulkFailed(f"Dokument {row.get('_id')}: {why}.", "Der neue Index wurde nicht in Gebrauch genommen.")
