"""How the site comes up and goes down: everything opened, an index that fits, and what works beside the requests."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

import click
from flask import Flask
from gunicorn.arbiter import Arbiter

from indexer import Caretaker, EngineError, Settings, ensure_index
from matcher.desk import Postman
from webui.alarming import alarm_look
from webui.app import create_app
from webui.beside import Beside
from webui.opening import Opened, open_all
from webui.progress import Progress
from webui.sample_links import sample_links
from webui.telling import told_plainly


@dataclass
class Site:
    """One process that serves, with its caretaker and, if wanted, a timetable as a process beside it."""

    settings: Settings
    host: str
    port: int
    with_timetable: bool
    _opened: list[Opened] = field(default_factory=list)
    _beside: list[Caretaker | Beside | Postman] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where it answers."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}"

    def open(self) -> Flask:
        """Set up what is missing and make the application; called in the process that serves."""
        with told_plainly(Arbiter.APP_LOAD_ERROR):  # with any other code gunicorn would start the worker again
            opened = set_up(self.settings)
            self._opened.append(opened)
            self._beside.append(Caretaker(opened.job, alarm_look(self.settings, opened.database)))
            self._beside.append(Postman(opened.service.desk))
            if self.with_timetable:
                self._beside.append(Beside(self.settings, "timetable", "--beside", str(os.getpid())))
            for helper in self._beside:
                helper.start()
            click.echo(f"Anker läuft: {self.address}  (beenden mit Strg+C)", err=True)
            for line in sample_links(opened.service, self.host, self.address):
                click.echo(line, err=True)
            return create_app(opened.service)

    def close(self) -> None:
        """End what works beside the requests, and give back what was opened."""
        for helper in self._beside:
            helper.stop()
        for opened in self._opened:
            opened.close()


def set_up(settings: Settings) -> Opened:
    """Open everything and build an index if none fits; without its engine the site opens all the same."""
    progress = Progress()
    progress.tell("Öffnen", 0)
    opened = open_all(settings, progress.tell)
    try:
        report = ensure_index(opened.job)
        for line in report.lines() if report else ():
            progress.say(line)
    except EngineError as error:
        progress.say(f"{error} Die Seiten gehen trotzdem auf; gesucht wird solange in der Datenbank.")
    progress.stop()
    for warning in opened.warnings:
        click.echo(warning, err=True)
    return opened
