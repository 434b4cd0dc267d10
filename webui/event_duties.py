"""What time brings to events, for the timetable: the question of the day after, and personal data that go."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from indexer import Database, Locks, RunBusy, Settings
from matcher import Forgetting, Questions, Writer
from webui.wording import HERE

LOCK = "events"
OUTCOME_PATH = "/rueckblick/"
"""Where a token of the question is answered; there is no request here whose address could be asked."""


def here_now() -> datetime:
    """The wall-clock time of the place."""
    return datetime.now(HERE).replace(tzinfo=None)


def events_look(settings: Settings, database: Database, clock: Callable[[], datetime] = here_now) -> Callable[[], None]:
    """A look that asks and removes what is due; whoever else looks at the same moment leaves it to the first."""
    locks, questions, forgetting = Locks(settings.data, database), Questions(database), Forgetting(database)
    writer = Writer(settings.office, lambda token: settings.site.url.rstrip("/") + OUTCOME_PATH + token)

    def look() -> None:
        with suppress(RunBusy), locks.alone(LOCK):
            now = clock()
            questions.ask_due(now, writer)
            forgetting.remove_due(now.date())

    return look
