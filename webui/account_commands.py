"""Accounts at the command line: the first one is made here. Passwords are asked for and never shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from click.decorators import FC

from indexer import Database, InputError, Names, NotFound, Settings, open_register
from webui.accounts import ROLES, Account, Doorkeeper, NewAccount, Role, secret_of
from webui.telling import told_plainly
from webui.wording import moment

LOGGED = 50  # entries of the audit log that are shown


@click.group("account")
def account_group() -> None:
    """Zugänge: anlegen, einladen, auflisten, entfernen."""


def _described(command: FC) -> FC:
    """The words by which an account is made."""
    command = click.option("--municipality", help="Name oder Schlüssel der Kommune, nur zu --role kommune.")(command)
    command = click.option("--name", default="", help="Name der Person (freiwillig).")(command)
    command = click.option("--role", required=True, type=click.Choice(ROLES), help="Was der Zugang darf.")(command)
    return click.argument("mailbox")(command)


@account_group.command("add")
@_described
@click.pass_obj
def add(settings: Settings, mailbox: str, role: Role, name: str, municipality: str | None) -> None:
    """Legt einen Zugang an und fragt nach seinem Passwort."""
    with told_plainly(), _keeper(settings) as keeper:
        new = NewAccount(mailbox, role, name, _key(settings, municipality))
        password = click.prompt("Passwort", hide_input=True, confirmation_prompt="Passwort noch einmal")
        click.echo(f"Angelegt: {keeper.add(new, password).mailbox} ({role})")


@account_group.command("invite")
@_described
@click.pass_obj
def invite(settings: Settings, mailbox: str, role: Role, name: str, municipality: str | None) -> None:
    """Legt einen Zugang an und zeigt den Link, mit dem das Passwort gewählt wird; bei einem bestehenden einen neuen."""
    with told_plainly(), _keeper(settings) as keeper:
        account = keeper.accounts.named(mailbox)
        if account is None:
            account = keeper.accounts.add(NewAccount(mailbox, role, name, _key(settings, municipality)), None, None)
        elif account.role != role:
            raise InputError(f"{account.mailbox} hat schon einen Zugang als {account.role}.")
        token = keeper.invitations.make(account.id, "password", None)
        click.echo(f"Einladung für {account.mailbox}, sie gilt einmal und eine Woche lang:")
        click.echo(f"{settings.site.url.rstrip('/')}/einladung/{token}")


@account_group.command("list")
@click.pass_obj
def list_accounts(settings: Settings) -> None:
    """Zeigt alle Zugänge."""
    with told_plainly(), _keeper(settings) as keeper:
        accounts = keeper.accounts.every()
        for account in accounts:
            click.echo(_line(account))
        if not accounts:
            click.echo("Noch kein Zugang. Der erste: ./run account add ADRESSE --role geschaeftsstelle")


@account_group.command("remove")
@click.argument("mailbox")
@click.option("--yes", is_flag=True, help="Ohne Rückfrage.")
@click.pass_obj
def remove(settings: Settings, mailbox: str, yes: bool) -> None:
    """Entfernt einen Zugang mit allem Persönlichen."""
    with told_plainly(), _keeper(settings) as keeper:
        account = keeper.accounts.named(mailbox)
        if account is None:
            raise NotFound("Diesen Zugang gibt es nicht.", "Alle zeigt: ./run account list")
        if yes or click.confirm(f"{account.mailbox} ({account.role}) entfernen?"):
            keeper.accounts.remove(account.id, None)
            click.echo("Entfernt.")


@account_group.command("log")
@click.pass_obj
def log(settings: Settings) -> None:
    """Zeigt, wer zuletzt was getan hat: Kennungen, keine Namen."""
    with told_plainly(), _keeper(settings) as keeper:
        for entry in reversed(keeper.audit.latest(LOGGED)):
            actor = "Befehlszeile" if entry.actor is None else f"Zugang {entry.actor}"
            click.echo(f"{moment(entry.when)}  {actor}  {entry.action}  {entry.thing}".rstrip())


@contextmanager
def _keeper(settings: Settings) -> Iterator[Doorkeeper]:
    """A doorkeeper on the database of the settings, without opening anything else."""
    database = Database(settings.database_url)
    try:
        database.migrate()
        yield Doorkeeper(database, secret_of(settings.data))
    finally:
        database.close()


def _key(settings: Settings, municipality: str | None) -> str | None:
    """The key of a municipality by name or key; raises InputError where it is none or several."""
    if municipality is None:
        return None
    register = open_register(settings.data)
    if register.municipality(municipality) or register.district(municipality):
        return municipality
    found = Names(register).resolve(municipality)
    if found.key is None:
        several = f" Gemeint sein können: {', '.join(found.choices)}." if found.choices else ""
        raise InputError(
            f"„{municipality}“ ist nicht eindeutig oder unbekannt.{several}", "Bitte den Schlüssel angeben."
        )
    return found.key


def _line(account: Account) -> str:
    state = "eingeladen" if account.invited else "Beispiel" if account.sample else "aktiv"
    parts = (account.mailbox, account.role, account.ags or "", account.name, state)
    return f"{account.id}  " + "  ".join(part for part in parts if part)
