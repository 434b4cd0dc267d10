"""What an operator types: serve, reindex, import, status. `./run` passes its words on to here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import click

from indexer import Job, Settings, copy_import, follow_with_vectors, go_back, load, reconcile, reindex, take_register
from webui.account_commands import account_group
from webui.backup_commands import backup_command, restore_command
from webui.evaluate_command import evaluate
from webui.opening import open_all
from webui.opensearch_command import opensearch
from webui.progress import Progress
from webui.serving import Serving, check_port
from webui.starting import Site
from webui.status_command import status_command
from webui.telling import told_plainly
from webui.thesaurus_command import thesaurus_group
from webui.timetable_command import timetable


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["--help", "-h"]})
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Anschluss der Website.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der sie antwortet.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Ordner für Datenbank und Index (data/)."
)
@click.option("--timetable/--no-timetable", "with_timetable", default=True, help="Den Zeitplan nebenher einhalten.")
@click.pass_context
def main(context: click.Context, port: int, host: str, data: Path | None, with_timetable: bool) -> None:
    """Anker: findet Kommunen, die es schon gelöst haben. Ohne weiteres Wort startet die Website."""
    with told_plainly():
        context.obj = load(**({"data": data.resolve()} if data else {}))
        if context.invoked_subcommand is None:
            serve(context.obj, host, port, with_timetable)


main.add_command(account_group)
for command in (backup_command, evaluate, opensearch, restore_command, status_command, thesaurus_group, timetable):
    main.add_command(command)


def serve(settings: Settings, host: str, port: int, with_timetable: bool) -> None:
    """Set up what is missing and answer requests until SIGTERM or Ctrl-C."""
    check_port(host, port)
    site = Site(settings, host, port, with_timetable)
    Serving(host, port, site.open, site.close).run()


@main.command("reindex")
@click.option("--force", is_flag=True, help="Auch freigeben, was die Prüfung beanstandet.")
@click.option("--accept", multiple=True, metavar="QUELLE", help="Diese Quelle übernehmen, auch wenn sie viel verliert.")
@click.option("--back", is_flag=True, help="Zum vorigen Index zurück, ohne neu zu lesen.")
@click.pass_obj
def reindex_command(settings: Settings, force: bool, accept: tuple[str, ...], back: bool) -> None:
    """Liest alle Quellen und schaltet auf einen neuen Index um."""
    with told_plainly(), _job(settings) as (job, progress):
        reconcile(job)
        if back:
            progress.say(f"Wieder in Betrieb: {go_back(job)}")
        else:
            for line in reindex(job, force, frozenset(accept)).lines():
                progress.say(line)
        follow_with_vectors(job)


@contextmanager
def _job(settings: Settings) -> Iterator[tuple[Job, Progress]]:
    """The job of one command, and who tells how far it is."""
    progress = Progress()
    try:
        with closing(open_all(settings, progress.tell)) as opened:
            yield opened.job, progress
    finally:
        progress.stop()


@main.group("import")
def import_group() -> None:
    """Nimmt Dateien auf: Einträge oder ein neues Ortsregister."""


@import_group.command("records")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_records(context: click.Context, file: Path) -> None:
    """Nimmt Einträge aus einer Datei auf (XLSX nach Vorlage, CSV oder JSON je Zeile) und baut den Index neu."""
    with told_plainly():
        copy_import(file, context.obj.data)
    context.invoke(reindex_command)


@import_group.command("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_register(settings: Settings, file: Path) -> None:
    """Nimmt ein neueres Ortsregister auf (GV100AD oder Quartalsauszug) und sagt, was sich geändert hat."""
    with told_plainly():
        for line in take_register(file, settings.data):
            click.echo(line)
