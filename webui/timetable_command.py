"""`./run timetable`: a process that waits for the weekly moment and starts the run in a process of its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import click

from indexer import Database, DatabaseError, Duty, Locks, Runs, Settings, Store, keep_time, next_slot
from webui.alarming import alarm_look
from webui.beside import Beside
from webui.event_duties import events_look
from webui.telling import told_plainly
from webui.wording import moment

PARENT_LOOK_SECONDS = 1.0
"""How soon a timetable notices that the process it was started beside is gone."""


@click.command("timetable")
@click.option("--beside", type=int, hidden=True, help="Endet mit dem Prozess dieser Nummer.")
@click.pass_obj
def timetable(settings: Settings, beside: int | None) -> None:
    """Hält den Zeitplan ein: startet den wöchentlichen Lauf, holt einen versäumten nach. Beenden mit Strg+C."""
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    with told_plainly():
        database = Database(settings.database_url)
        database.migrate()
        run = Beside(settings, "reindex")
        keeping = keep_time(settings.timetable, _looking(settings, database, run))
        keeping.start()
        click.echo(f"Zeitplan: nächster Lauf {_next(settings)}.", err=True)
        _wait(over, beside)
        keeping.pause()
        run.stop()
        keeping.shutdown()
        database.close()


def _looking(settings: Settings, database: Database, run: Beside) -> Callable[[], None]:
    def start() -> None:
        run.start()
        run.wait()

    alarm, events = alarm_look(settings, database), events_look(settings, database)
    duty = Duty(settings.timetable, Runs(database), Store(database), Locks(settings.data, database), start)

    def look() -> None:
        try:
            events()
            duty.look()
            alarm()
        except DatabaseError as error:  # it is asked again at the next look
            click.echo(f"Zeitplan: {error}", err=True)

    return look


def _next(settings: Settings) -> str:
    when = next_slot(settings.timetable, datetime.now(UTC))
    return moment(when)


def _wait(over: threading.Event, beside: int | None) -> None:
    """Until a signal comes, or the process that this one was started beside is gone."""
    while not over.wait(PARENT_LOOK_SECONDS):
        if beside is not None and os.getppid() != beside:
            return
