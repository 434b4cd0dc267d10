"""A PostgreSQL server of the tests' own, where Debian's or any other programs of it are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.processes import free_port

IN_CI = os.environ.get("CI") == "true"
START_SECONDS = 60.0
SERVERS = ("postgres", "nobody")
"""Who runs the server when we are root: it refuses to be run by root."""


def programs() -> Path | None:
    """The folder of the newest server's programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("initdb")
    return Path(anywhere).resolve().parent if anywhere else None


def pytest_report_header() -> str:
    """Say whether PostgreSQL takes part."""
    folder = programs()
    if folder is None:
        return "PostgreSQL: NOT TESTED (no server installed; Debian: apt install postgresql)"
    version = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return version.stdout.strip()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running server, without a database in it."""
    folder = programs()
    if folder is None:
        (pytest.fail if IN_CI else pytest.skip)("PostgreSQL ist hier nicht installiert.")
    home, port = Path(tempfile.mkdtemp(prefix="anker-pg-")), free_port()
    who = _somebody(home)
    made = [folder / "initdb", "-D", home / "data", "-U", "anker", "--auth=trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*made, "--locale=C"], check=True, capture_output=True, cwd=home, **who)
    options = ["-p", str(port), "-k", home, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    server = subprocess.Popen(
        [folder / "postgres", "-D", home / "data", *options], stderr=subprocess.DEVNULL, cwd=home, **who
    )
    try:
        _wait(folder, port)
        yield f"postgresql://anker@127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGINT)  # it ends without waiting for whoever is still connected
        server.wait(START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: str) -> Callable[[], str]:
    """Makes a database of its own at each call and gives its address."""
    folder = programs()
    assert folder is not None

    def make() -> str:
        name = f"t{uuid4().hex}"
        subprocess.run([folder / "createdb", f"--maintenance-db={postgres_server}/postgres", name], check=True)
        return f"{postgres_server}/{name}"

    return make


def _somebody(home: Path) -> dict[str, str]:
    """How a process becomes somebody who may run a server; nothing to do where we are nobody special ourselves."""
    if os.geteuid() != 0:
        return {}
    name = next(each for each in SERVERS if _known(each))
    shutil.chown(home, name)
    return {"user": name}


def _known(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


def _wait(folder: Path, port: int) -> None:
    last = time.monotonic() + START_SECONDS
    asking = [folder / "pg_isready", "-h", "127.0.0.1", "-p", str(port), "-q"]
    while subprocess.run(asking, check=False).returncode:
        assert time.monotonic() < last, "PostgreSQL does not start"
        time.sleep(0.2)
