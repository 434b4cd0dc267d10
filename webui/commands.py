"""What an operator types: serve, reindex, import, status. `./run` passes its words on to here."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask
from gunicorn.arbiter import Arbiter

from indexer import AnkerError, Settings, copy_import, follow_with_vectors, load, reconcile, reindex, take_register
from webui.account_commands import account_group
from webui.app import create_app
from webui.opening import Opened, current, open_all
from webui.progress import Progress
from webui.sample_links import sample_links
from webui.serving import Serving, check_port

FAILED, TROUBLE = 1, 2
"""Exit codes: the command did not do its work; it works, but somebody should look."""


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["--help", "-h"]})
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Anschluss der Website.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, auf der sie antwortet.")
@click.option(
    "--data", type=click.Path(file_okay=False, path_type=Path), help="Ordner für Datenbank und Index (data/)."
)
@click.pass_context
def main(context: click.Context, port: int, host: str, data: Path | None) -> None:
    """Anker: findet Kommunen, die es schon gelöst haben. Ohne weiteres Wort startet die Website."""
    with _told_plainly():
        context.obj = load(**({"data": data.resolve()} if data else {}))
        if context.invoked_subcommand is None:
            serve(context.obj, host, port)


main.add_command(account_group)


def serve(settings: Settings, host: str, port: int) -> None:
    """Set up what is missing and answer requests until SIGTERM or Ctrl-C."""
    check_port(host, port)
    shown = f"[{host}]" if ":" in host else host

    def build() -> Flask:
        with _told_plainly(Arbiter.APP_LOAD_ERROR):  # with any other code gunicorn would start the worker again
            opened = _set_up(settings)
            click.echo(f"Anker läuft: http://{shown}:{port}  (beenden mit Strg+C)", err=True)
            for line in sample_links(opened.service, host, f"http://{shown}:{port}"):
                click.echo(line, err=True)
            return create_app(opened.service)

    Serving(host, port, build).run()


def _set_up(settings: Settings) -> Opened:
    """Open everything, build an index if there is none that fits, and let missing vectors follow in the background."""
    progress = Progress()
    progress.tell("Öffnen", 0)
    opened = open_all(settings, progress.tell)
    reconcile(opened.job)
    if not current(opened):
        for line in reindex(opened.job).lines():
            progress.say(line)
    progress.stop()
    for warning in opened.warnings:
        click.echo(warning, err=True)
    threading.Thread(target=follow_with_vectors, args=(opened.job,), name="vectors", daemon=True).start()
    return opened


@main.command("reindex")
@click.option("--force", is_flag=True, help="Auch freigeben, was die Prüfung beanstandet.")
@click.pass_obj
def reindex_command(settings: Settings, force: bool) -> None:
    """Liest alle Quellen und schaltet auf einen neuen Index um."""
    with _told_plainly():
        progress = Progress()
        opened = open_all(settings, progress.tell)
        reconcile(opened.job)
        for line in reindex(opened.job, forced=force).lines():
            progress.say(line)
        follow_with_vectors(opened.job)
        progress.stop()
        opened.close()


@main.group("import")
def import_group() -> None:
    """Nimmt Dateien auf: Einträge oder ein neues Ortsregister."""


@import_group.command("records")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_records(context: click.Context, file: Path) -> None:
    """Nimmt Einträge aus einer Datei auf (XLSX nach Vorlage, CSV oder JSON je Zeile) und baut den Index neu."""
    with _told_plainly():
        copy_import(file, context.obj.data)
    context.invoke(reindex_command, force=False)


@import_group.command("register")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def import_register(settings: Settings, file: Path) -> None:
    """Nimmt ein neueres Ortsregister auf (GV100AD oder Quartalsauszug) und sagt, was sich geändert hat."""
    with _told_plainly():
        for line in take_register(file, settings.data):
            click.echo(line)


@main.command()
@click.pass_obj
def status(settings: Settings) -> None:
    """Sagt, welcher Index läuft, wie der letzte Lauf ausging und was zu tun ist."""
    with _told_plainly():
        opened = open_all(settings)
        state, run = opened.service.seen_by("office").state(), opened.job.runs.last()
        click.echo(f"Index: {opened.job.engine.live() or 'noch keiner'} ({state.engine_says})")
        click.echo(f"Einträge: {state.practices} Praxisbeispiele, {state.offerings} Angebote, {state.needs} Bedarfe")
        click.echo(f"Bedeutungssuche: {state.encoder or 'aus'}, Vektoren fehlen: {state.vectors_missing}")
        click.echo(
            f"Letzter Lauf: {run.state} bei „{run.step}“, begonnen {run.started:%d.%m.%Y %H:%M} UTC"
            if run
            else "Noch kein Lauf."
        )
        opened.close()
    if not state.engine_ok or run is None:
        sys.exit(FAILED)
    if run.state == "failed":
        click.echo(f"Der letzte Lauf ist gescheitert: {run.report.get('error', '')} Hilft: ./run reindex")
        sys.exit(TROUBLE)


@contextmanager
def _told_plainly(code: int = FAILED) -> Iterator[None]:
    """Turn our errors into one sentence and an exit code; anything else is a fault of ours and keeps its traceback."""
    try:
        yield
    except AnkerError as error:
        click.echo(str(error), err=True)
        sys.exit(code)
