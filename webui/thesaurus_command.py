"""`./run thesaurus check`: what is wrong with the thesaurus, and which records each concept tags."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import chain

import click

from indexer import Analyzer, Database, Reading, Settings, Store, Token, text_parts
from webui.opening import open_reading
from webui.telling import FAILED, told_plainly

IDS_SHOWN = 8


@click.group("thesaurus")
def thesaurus_group() -> None:
    """Der Thesaurus: prüfen."""


@thesaurus_group.command("check")
@click.option("--all", "every", is_flag=True, help="Zu jedem Begriff zeigen, welche Einträge er trifft.")
@click.pass_obj
def check(settings: Settings, every: bool) -> None:
    """Findet Kreise, Doppelte, verlorene Wörter und Begriffe ohne Alltagswort; zeigt, was die Begriffe treffen."""
    with told_plainly():
        reading = open_reading(settings)
        faults = reading.thesaurus.check()
        for fault in faults:
            click.echo(fault)
        covered = _coverage(settings, reading)
        if every:
            for concept, ids in covered.items():
                click.echo(f"{concept}: {_listed(ids)}")
        used = sum(1 for ids in covered.values() if ids)
        click.echo(f"{len(covered)} Begriffe, {used} davon treffen Einträge; {len(faults)} Beanstandungen.")
    if faults:
        sys.exit(FAILED)


def _coverage(settings: Settings, reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """The ids of the records that each concept tags."""
    database = Database(settings.database_url)
    try:
        database.migrate()
        texts = {
            stored.record.id: _tokens(text_parts(stored.record), reading.analyzer) for stored in Store(database).every()
        }
    finally:
        database.close()
    return reading.thesaurus.coverage(texts)


def _tokens(parts: Mapping[str, str], analyzer: Analyzer) -> tuple[Token, ...]:
    return tuple(chain.from_iterable(analyzer.analyze_many(parts.values())))


def _listed(ids: tuple[str, ...]) -> str:
    more = f" und {len(ids) - IDS_SHOWN} weitere" if len(ids) > IDS_SHOWN else ""
    return f"{', '.join(ids[:IDS_SHOWN])}{more}" if ids else "keine"
