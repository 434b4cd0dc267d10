"""How the alarm reaches somebody: by the operator's command, by mail, and on the terminal where nothing is set."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import click

from indexer import Alarm, AlarmTell, Database, DatabaseError, Locks, Settings, by_command
from matcher.desk import Posted, send

SUBJECT = "Anker: wöchentlicher Lauf ausgeblieben"


def alarm_of(settings: Settings, database: Database) -> Alarm:
    """The alarm as the settings want it."""
    locks = Locks(settings.data, database)
    return Alarm(settings.timetable, settings.alarm, database, locks, _tell(settings))


def alarm_look(settings: Settings, database: Database) -> Callable[[], None]:
    """A look whether the alarm must be raised; a database that is away is asked again at the next one."""
    alarm = alarm_of(settings, database)

    def look() -> None:
        with suppress(DatabaseError):
            alarm.look(datetime.now(UTC))

    return look


def _tell(settings: Settings) -> AlarmTell:
    if settings.alarm.command:
        return by_command(settings.alarm.command)
    if settings.alarm.mailbox and settings.mail.host:
        return _by_mail(settings)
    return _on_the_terminal


def _by_mail(settings: Settings) -> AlarmTell:
    def tell(sentence: str) -> bool:
        return send(settings.mail, settings.site.name, _mail(settings.alarm.mailbox, sentence)) == ""

    return tell


def _mail(recipient: str, sentence: str) -> Posted:
    return Posted(
        id=0,
        message_id=secrets.token_hex(),
        recipient=recipient,
        reply=None,
        subject=SUBJECT,
        body=sentence,
        created=datetime.now(UTC),
        tries=0,
        trouble="",
        sent=None,
    )


def _on_the_terminal(sentence: str) -> bool:
    click.echo(sentence, err=True)
    return True
