"""A real server in a thread and a real Chromium, for every test that looks at pages as people do.

Where no Chromium is installed those tests are skipped and the report says so aloud; in CI (CI=true) that is a failure.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from matcher import Service
from webui import create_app

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced-light": {"color_scheme": "light", "forced_colors": "active"},
    "forced-dark": {"color_scheme": "dark", "forced_colors": "active"},
    "no-script": {"color_scheme": "light", "java_script_enabled": False},
}
HEIGHT = 900
PATIENCE_MS = 20_000  # a busy machine; nothing here waits that long when it is well

CHALLENGE = (
    "Bei Starkregen läuft bei uns der Bach über. Die Feuerwehr erfährt es erst, wenn die Keller voll sind. "
    "Wir denken an Pegel mit Sensoren und eine Warnung für die Anlieger."
)
TOWN = "Schotten"

LookAt = Callable[..., Page]


def pytest_report_header() -> str:
    if CHROMIUM:
        return f"browser: {CHROMIUM}"
    return "browser: KEIN CHROMIUM GEFUNDEN, Tests mit Browser werden übersprungen (apt install chromium)"


@pytest.fixture(scope="session")
def app(service: Service) -> Flask:
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def kept(service: Service) -> str:
    """The address of a kept challenge."""
    return f"/anliegen/{service.keep_challenge(CHALLENGE, service.place_named(TOWN).key)}"


@pytest.fixture(scope="session")
def base(app: Flask) -> Iterator[str]:
    """The address of a real server in a thread."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of the session."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("In CI muss ein Chromium da sein (.ci/run richtet es ein).")
        pytest.skip("kein Chromium gefunden")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def contexts(chromium: Browser, base: str) -> Iterator[Callable[[str], BrowserContext]]:
    """One context for each look, opened when it is first asked for."""
    opened: dict[str, BrowserContext] = {}

    def context(look: str) -> BrowserContext:
        if look not in opened:
            opened[look] = chromium.new_context(base_url=base, reduced_motion="reduce", **LOOKS[look])
            opened[look].set_default_timeout(PATIENCE_MS)
        return opened[look]

    yield context
    for each in opened.values():
        each.close()


@pytest.fixture
def look_at(contexts: Callable[[str], BrowserContext]) -> Iterator[LookAt]:
    """Open a path: look_at("/", width=320, look="dark"); every page is closed after the test."""
    pages: list[Page] = []

    def open_page(path: str, width: int = 1280, look: str = "light") -> Page:
        page = contexts(look).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.goto(path, wait_until="load")
        return page

    yield open_page
    for page in pages:
        page.close()
