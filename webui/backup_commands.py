"""`./run backup` and `./run restore`: the database as one file, out and back in."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from indexer import Database, DatabaseError, Settings, check_backup, rebuild, restore, set_aside, write_backup
from webui.accounts import Audit
from webui.opening import open_all
from webui.progress import Progress
from webui.telling import told_plainly

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=FILE)
@click.pass_obj
def backup_command(settings: Settings, file: Path) -> None:
    """Sichert die Datenbank in eine Datei, auch während Anker läuft."""
    with told_plainly():
        write_backup(settings.database_url, file.resolve())
        with closing(Database(settings.database_url)) as database:
            Audit(database).note("backed up", None)
        click.echo(f"Gesichert: {file} ({file.stat().st_size / 1e6:.1f} MB)")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Nicht nachfragen.")
@click.pass_obj
def restore_command(settings: Settings, file: Path, yes: bool) -> None:
    """Spielt eine Sicherung zurück. Was seither gelöscht oder zurückgezogen wurde, bleibt gelöscht."""
    with told_plainly():
        check_backup(settings.database_url, file)
        if not yes:
            click.confirm("Der jetzige Stand wird ersetzt (vorher gesichert). Fortfahren?", abort=True)
        _keep_present(settings)
        progress = Progress()
        with closing(open_all(settings, progress.tell)) as opened:
            done = restore(opened.job, opened.database, file)
            progress.say(f"Zurückgespielt: {file}")
            if done.persons or done.records:
                progress.say(f"Erneut gelöscht: {done.persons} Angaben zu Personen, {done.records} Einträge betroffen.")
            rebuild(opened.job)
            progress.say("Der Index ist neu gebaut.")


def _keep_present(settings: Settings) -> None:
    """Back the present database up; one that cannot be read is moved aside, and what it had erased is not known."""
    try:
        database = Database(settings.database_url)
        with closing(database):
            database.migrate()
        kept = settings.data / "backups" / f"vor-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}.sqlite"
        write_backup(settings.database_url, kept)
        click.echo(f"Jetziger Stand gesichert: {kept}", err=True)
    except DatabaseError as error:
        broken = set_aside(settings.database_url)
        if broken is None:
            raise
        click.echo(
            f"{error} Sie liegt jetzt unter {broken}; was sie an Löschungen kannte, ist nicht bekannt.", err=True
        )
