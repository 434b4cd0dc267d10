"""A whole site of a test's own with a mail server, in front of a real browser: for the stories of the desk."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from indexer import Reading
from tests.browser import PATIENCE_MS
from tests.desk_parts import Inbox, mail_server
from tests.people import PASSWORD, somebody
from tests.workshop import Workshop, practice, workshop
from webui import create_app

LOLLAR = {"municipalities": ["Lollar"], "land": "Hessen"}
RECORDS = (
    practice("p1", "Schwimmbad zeigt seine Auslastung", summary="Besucher werden im Freibad gezählt.", **LOLLAR),
    practice("p2", "Bürgerbus auf Abruf", summary="Fahrten werden per App bestellt.", contact="rathaus@stadt.example"),
)


@contextmanager
def pages(folder: Path, reading: Reading) -> Iterator[tuple[Flask, Workshop]]:
    """The application on a few records of a test's own, without server and browser."""
    with workshop(folder, reading) as shop:
        shop.run(*RECORDS)
        yield create_app(shop.service), shop


@dataclass(frozen=True)
class Site:
    """A running site: its application, its records, its mails, its address."""

    app: Flask
    shop: Workshop
    inbox: Inbox
    base: str
    chromium: Browser

    @contextmanager
    def visitor(self, script: bool = True) -> Iterator[Page]:
        """Somebody new with a browser of his own."""
        context = self.chromium.new_context(base_url=self.base, java_script_enabled=script, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        try:
            yield context.new_page()
        finally:
            context.close()

    @contextmanager
    def office(self, script: bool = True) -> Iterator[Page]:
        """Somebody of the office, signed in."""
        account = somebody(self.app, "geschaeftsstelle")
        with self.visitor(script) as page:
            page.goto("/anmelden")
            page.get_by_label("E-Mail-Adresse").fill(account.mailbox)
            page.get_by_label("Passwort").fill(PASSWORD)
            page.get_by_role("button", name="Anmelden").click()
            page.get_by_role("heading", name="Büro", exact=True).wait_for()
            yield page

    def post(self) -> None:
        """Let every mail go out."""
        self.shop.service.desk.deliver()

    def link_to(self, recipient: str, path: str) -> str:
        """The last link below a path that somebody got by mail."""
        texts = [mail.get_content() for mail in self.inbox.mails if mail["To"] == recipient]
        found = [link for text in texts for link in re.findall(rf"https?://\S+?({re.escape(path)}\S+)", text)]
        return str(found[-1])


@contextmanager
def running(folder: Path, reading: Reading, chromium: Browser) -> Iterator[Site]:
    """A site with a few records, until the test is over."""
    inbox = Inbox()
    with mail_server(inbox) as given, workshop(folder, reading, mail=given) as shop:
        shop.run(*RECORDS)
        app = create_app(shop.service)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield Site(app, shop, inbox, f"http://127.0.0.1:{server.server_port}", chromium)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


def ask(page: Page, text: str, town: str) -> None:
    """Write down a challenge."""
    page.goto("/")
    page.get_by_label("Woran arbeitet Ihre Kommune?").fill(text)
    page.get_by_label("Ihre Kommune (freiwillig)").fill(town)
    page.get_by_role("button", name="Passende Kontakte finden").click()


def fill(page: Page, fields: dict[str, Any]) -> None:
    """Fill fields by their labels."""
    for label, value in fields.items():
        page.get_by_label(label).fill(value)
