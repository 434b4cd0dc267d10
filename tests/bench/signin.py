"""Measure how long honest people take to sign in while somebody floods the door, on a real server of its own.

Three rounds: calm, one machine that tries one account, and many machines that try any names. Honest people are
"usual" (they have signed in from where they are before) or "new". Each figure is in milliseconds, with how many of
them got in at once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from indexer import Database, load
from webui.accounts import Doorkeeper, NewAccount, secret_of

ROOT = Path(__file__).parents[2]
PASSWORD = "Sieben Brücken, ein Fluss"  # noqa: S105 # of nobody real
PEOPLE = 12  # of each sort and round
START_SECONDS = 180
TIMEOUT_SECONDS = 30
PAUSE_SECONDS = 0.25  # between two honest sign-ins
MACHINES = 200  # of the wide flood

Form = dict[str, str]


@dataclass
class Round:
    """What one round saw: honest times by sort in ms, how many got in, and the statuses that the flood was given."""

    times: dict[str, list[float]] = field(default_factory=lambda: {"usual": [], "new": []})
    let_in: Counter[str] = field(default_factory=Counter)
    flood: Counter[int] = field(default_factory=Counter)


def post(port: int, source: str, form: Form) -> int:
    """One try to sign in from one address; 0 where the server gave no answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, TIMEOUT_SECONDS, source_address=(source, 0))
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", "/anmelden", urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()
    return answer.status


def one_account(port: int, _number: int) -> int:
    """A machine that tries passwords of one account."""
    return post(port, "127.9.0.1", {"mailbox": "ziel@anker.example", "password": "geraten, geraten"})


def any_names(port: int, number: int) -> int:
    """Many machines that try whatever names."""
    names = random.Random(number)  # noqa: S311 # repeatable, not secret
    mailbox = f"name{names.randrange(10**9)}@anker.example"
    return post(port, f"127.9.1.{1 + number % MACHINES}", {"mailbox": mailbox, "password": "geraten, geraten"})


@contextmanager
def flooding(port: int, attack: Callable[[int, int], int] | None, workers: int, seen: Counter[int]) -> Iterator[None]:
    """An attack in the background, as fast as the server answers it."""
    stop = threading.Event()

    def work(worker: int) -> None:
        number = worker
        while attack is not None and not stop.is_set():
            seen[attack(port, number)] += 1
            number += workers

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(workers if attack else 0)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def honest(port: int, name: str, seen: Round) -> None:
    """Everybody signs in one after the other, the usual and the new in turn."""
    for number in range(PEOPLE):
        for sort in ("usual", "new"):
            form = {"mailbox": mailbox(sort, name, number), "password": PASSWORD}
            began = time.perf_counter()
            status = post(port, address(sort, number), form)
            seen.times[sort].append(1000 * (time.perf_counter() - began))
            seen.let_in[sort] += status == http.HTTPStatus.SEE_OTHER
            time.sleep(PAUSE_SECONDS)


def mailbox(sort: str, name: str, number: int) -> str:
    """Usual people come in every round; new ones are new in each."""
    return (
        f"{sort}{number}@anker.example"
        if sort == "usual"
        else f"{sort}-{name.replace(' ', '-')}-{number}@anker.example"
    )


def address(sort: str, number: int) -> str:
    """Everybody sits at an address of his own."""
    return f"127.8.{'01'[sort == 'new']}.{1 + number}"


def prepare(folder: Path, rounds: Sequence[str]) -> None:
    """Make the accounts before the server starts."""
    settings = load(data=folder)
    database = Database(settings.database_url)
    database.migrate()
    keeper = Doorkeeper(database, secret_of(folder))
    names = [mailbox("usual", "", number) for number in range(PEOPLE)]
    names += [mailbox("new", name, number) for name in rounds for number in range(PEOPLE)]
    for name in ("ziel@anker.example", *names):
        keeper.add(NewAccount(name, "geschaeftsstelle"), PASSWORD)
    database.close()


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """A server of its own on the sample, by words alone; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = [sys.executable, "-m", "webui", "--data", str(folder), "--port", str(port)]
    environment = os.environ | {"ANKER_ENCODER__KIND": "none"}
    server = subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(TIMEOUT_SECONDS)


def wait_for(port: int) -> None:
    """Wait until the server answers; raises TimeoutError."""
    last = time.monotonic() + START_SECONDS
    while time.monotonic() < last:
        try:
            http.client.HTTPConnection("127.0.0.1", port, TIMEOUT_SECONDS).request("GET", "/livez")
        except OSError:
            time.sleep(PAUSE_SECONDS)
        else:
            return
    raise TimeoutError("The server did not start.")


ROUNDS: dict[str, Callable[[int, int], int] | None] = {
    "calm": None,
    "one account": one_account,
    "any names": any_names,
}


def run(workers: int) -> dict[str, Round]:
    """Measure all rounds on one server."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        prepare(folder, tuple(ROUNDS))
        with serving(folder) as port:
            for number in range(PEOPLE):
                post(port, address("usual", number), {"mailbox": mailbox("usual", "", number), "password": PASSWORD})
            measured = {name: Round() for name in ROUNDS}
            for name, attack in ROUNDS.items():
                with flooding(port, attack, workers, measured[name].flood):
                    honest(port, name, measured[name])
    return measured


def figures(measured: dict[str, Round]) -> dict[str, dict[str, float]]:
    """Median, 95th percentile and greatest time of each sort in each round, and the share that got in at once."""
    return {
        f"{name}, {sort}": {
            "p50_ms": round(sorted(times)[len(times) // 2], 1),
            "p95_ms": round(sorted(times)[int(0.95 * (len(times) - 1))], 1),
            "max_ms": round(max(times), 1),
            "let_in": round(seen.let_in[sort] / len(times), 3),
        }
        for name, seen in measured.items()
        for sort, times in seen.times.items()
    }


def main(argv: Sequence[str]) -> int:
    """Print the table, with --json the figures as the last line."""
    parser = argparse.ArgumentParser(prog="./run bench signin", description="Anmelden während einer Flut von Versuchen")
    parser.add_argument("--workers", type=int, default=32, help="gleichzeitige Versuche der Flut")
    parser.add_argument("--json", action="store_true", help="letzte Zeile: die Zahlen als JSON")
    given = parser.parse_args(argv)
    measured = run(given.workers)
    found = figures(measured)
    print(f"{'':22}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'let in':>9}")
    for name, row in found.items():
        print(f"{name:22}" + "".join(f"{value:>9}" for value in row.values()))
    for name, seen in measured.items():
        if seen.flood:
            print(f"flood {name}: " + ", ".join(f"{count} × {status}" for status, count in sorted(seen.flood.items())))
    if given.json:
        print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
