"""Accounts on a real database: people and their erasure, sessions and their ends, limits, the audit log."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text, update

from indexer import Database, InputError, NotFound, SignInRefused, TooBusy, TooManyTries
from tests.people import PASSWORD
from webui.accounts import Credentials, Doorkeeper, NewAccount
from webui.accounts.failures import ACCOUNT, NETWORK, TOGETHER, Attempt, Failures
from webui.accounts.keys import SECRET_BYTES, network_of, secret_of, token_hash
from webui.accounts.passwords import AT_ONCE, IN_LINE, Lane, Passwords, check_new
from webui.accounts.places import DAYS_KEPT, UsualPlaces
from webui.accounts.sessions import IDLE, LONGEST
from webui.accounts.tables import FailureRow, InvitationRow, SessionRow, UsualPlaceRow

SECRET = b"secret of the tests"
HERE, THERE = "192.0.2.1", "192.0.2.2"
MAILBOX = "frau@stadt.example"
SHORT_WAIT = 0.05  # seconds between two looks at a thread
PATIENCE = 20  # seconds; a machine that is busy


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def keeper(database: Database) -> Doorkeeper:
    return Doorkeeper(database, SECRET)


def credentials(password: str = PASSWORD, mailbox: str = MAILBOX, address: str = HERE) -> Credentials:
    return Credentials(mailbox, password, address)


def ages(database: Database, row: type[FailureRow | SessionRow | UsualPlaceRow], column: str, by: timedelta) -> None:
    """Let everything in a table be older."""
    with database.session() as session:
        session.execute(update(row).values({column: datetime.now(UTC) - by}))


def everything_in(database: Database) -> str:
    """Every value of every table, as one text."""
    with database.session() as session:
        tables = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        return "\n".join(str(row) for table in tables for row in session.execute(text(f'SELECT * FROM "{table}"')))  # noqa: S608 # names of our own tables


def test_a_mailbox_has_one_account_however_it_is_written(keeper: Doorkeeper) -> None:
    account = keeper.add(NewAccount("Frau@Stadt.Example ", "geschaeftsstelle", "Frau  Muster"), PASSWORD)
    assert (account.mailbox, account.name) == (MAILBOX, "Frau Muster")
    with pytest.raises(InputError, match="schon einen Zugang"):
        keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD)
    assert keeper.accounts.named("FRAU@stadt.example") == account


def test_an_erased_person_is_found_nowhere_in_the_database(keeper: Doorkeeper, database: Database) -> None:
    account = keeper.add(NewAccount(MAILBOX, "geschaeftsstelle", "Muster"), PASSWORD)
    keeper.sign_in(credentials())
    with pytest.raises(SignInRefused):
        keeper.sign_in(credentials("falsch"))
    keeper.invitations.make(account.id, "password", None)
    assert "Muster" in everything_in(database)
    keeper.accounts.remove(account.id, None)
    left = everything_in(database)
    assert "Muster" not in left
    assert "frau@" not in left
    assert ("removed account", f"account {account.id}") in {(e.action, e.thing) for e in keeper.audit.latest()}


def test_the_number_of_a_removed_account_is_never_given_again(keeper: Doorkeeper) -> None:
    first = keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD)
    keeper.accounts.remove(first.id, None)
    assert keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD).id > first.id
    with pytest.raises(NotFound):
        keeper.accounts.remove(first.id, None)


def test_neither_token_nor_password_nor_address_stands_in_the_database(keeper: Doorkeeper, database: Database) -> None:
    account = keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD)
    token = keeper.sign_in(credentials(address="203.0.113.77"))
    link = keeper.invitations.make(account.id, "once", None)
    with pytest.raises(SignInRefused):
        keeper.sign_in(credentials("Falsches Passwort", address="203.0.113.78"))
    kept = everything_in(database)
    for secret in (PASSWORD, token, link, "Falsches Passwort", "203.0.113"):
        assert secret not in kept
    assert token_hash(token) in kept


@pytest.mark.parametrize(("column", "limit"), [("seen", IDLE), ("started", LONGEST)])
def test_a_session_ends_when_it_is_left_or_too_old(
    keeper: Doorkeeper, database: Database, column: str, limit: timedelta
) -> None:
    account = keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD)
    token = keeper.sessions.start(account.id)
    ages(database, SessionRow, column, limit - timedelta(minutes=1))
    assert keeper.sessions.find(token) is not None
    ages(database, SessionRow, column, limit + timedelta(minutes=1))
    assert keeper.sessions.find(token) is None
    assert keeper.sessions.of(account.id) == ()
    keeper.sessions.start(account.id)
    assert everything_in(database).count(token_hash(token)) == 0


def test_a_session_in_use_goes_on(keeper: Doorkeeper, database: Database) -> None:
    token = keeper.sessions.start(keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD).id)
    ages(database, SessionRow, "seen", IDLE - timedelta(minutes=1))
    before = keeper.sessions.find(token)
    assert before is not None
    assert keeper.sessions.of(before.account.id)[0].seen > datetime.now(UTC) - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("limit", "usual", "tries"),
    [
        (TOGETHER, True, lambda _: Attempt(MAILBOX, HERE)),
        (NETWORK, False, lambda number: Attempt(f"{number}@stadt.example", HERE)),
        (ACCOUNT, False, lambda number: Attempt(MAILBOX, f"net {number}")),
    ],
)
def test_each_limit_stops_and_lets_go_again(database: Database, limit, usual, tries) -> None:  # type: ignore[no-untyped-def] # parametrised
    failures, attempt = Failures(database, SECRET), Attempt(MAILBOX, HERE)
    for number in range(limit.most):
        failures.check(attempt, usual)
        failures.note(tries(number))
    with pytest.raises(TooManyTries) as stopped:
        failures.check(attempt, usual)
    assert 0 < stopped.value.seconds <= limit.minutes * 60
    failures.check(Attempt("andere@stadt.example", THERE), usual=False)
    ages(database, FailureRow, "when", timedelta(minutes=limit.minutes, seconds=1))
    failures.check(attempt, usual)


def test_a_sign_in_that_went_well_forgives_earlier_slips(keeper: Doorkeeper) -> None:
    keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD)
    for _ in range(3):
        for _ in range(TOGETHER.most - 1):
            with pytest.raises(SignInRefused):
                keeper.sign_in(credentials("falsch"))
        keeper.sign_in(credentials())


def test_a_usual_place_is_forgotten_after_a_season(keeper: Doorkeeper, database: Database) -> None:
    account, places = keeper.add(NewAccount(MAILBOX, "betrieb"), PASSWORD), UsualPlaces(database, SECRET)
    keeper.sign_in(credentials())
    assert places.knows(account.id, HERE)
    assert not places.knows(account.id, THERE)
    ages(database, UsualPlaceRow, "seen", timedelta(days=DAYS_KEPT + 1))
    assert not places.knows(account.id, HERE)


def test_an_account_without_a_password_cannot_be_entered(keeper: Doorkeeper) -> None:
    keeper.accounts.add(NewAccount(MAILBOX, "betrieb"), None, None)
    for password in ("", "Das Passwort von niemandem", PASSWORD):
        with pytest.raises(SignInRefused):
            keeper.sign_in(credentials(password))


def test_a_hash_of_earlier_parameters_is_renewed_at_the_next_sign_in(keeper: Doorkeeper) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8_192, parallelism=1).hash(PASSWORD)
    account = keeper.accounts.add(NewAccount(MAILBOX, "betrieb"), weak, None)
    keeper.sign_in(credentials())
    renewed = keeper.accounts.password_of(account.id)
    assert renewed is not None
    assert renewed != weak
    assert renewed.startswith("$argon2id$")
    keeper.sign_in(credentials())


def test_of_two_who_take_one_invitation_only_one_gets_in(keeper: Doorkeeper) -> None:
    account = keeper.accounts.add(NewAccount(MAILBOX, "betrieb"), None, None)
    token = keeper.invitations.make(account.id, "password", None)
    outcomes: list[str] = []

    def take() -> None:
        try:
            keeper.accept(token, PASSWORD, HERE)
            outcomes.append("in")
        except NotFound:
            outcomes.append("out")

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(outcomes) == ["in", "out", "out", "out"]


def test_an_invitation_is_over_after_its_time_and_when_a_newer_one_comes(
    keeper: Doorkeeper, database: Database
) -> None:
    account = keeper.accounts.add(NewAccount(MAILBOX, "betrieb"), None, None)
    first = keeper.invitations.make(account.id, "password", None)
    second = keeper.invitations.make(account.id, "password", None)
    with pytest.raises(NotFound):
        keeper.invitations.look(first, "password")
    with pytest.raises(NotFound):
        keeper.invitations.look(second, "once")
    assert keeper.invitations.look(second, "password") == account.id
    with database.session() as session:
        session.execute(update(InvitationRow).values(until=datetime.now(UTC) - timedelta(seconds=1)))
    with pytest.raises(NotFound):
        keeper.invitations.take(second, "password")


def test_a_full_lane_says_so_at_once_and_opens_again() -> None:
    lane, working, done = Lane(1, 1), threading.Event(), threading.Event()

    def work() -> None:
        with lane.turn():
            working.set()
            done.wait(PATIENCE)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    working.wait(PATIENCE)
    while threads[1].is_alive() and not _is_full(lane):
        done.wait(SHORT_WAIT)
    with pytest.raises(TooBusy), lane.turn():
        pass
    done.set()
    for thread in threads:
        thread.join(PATIENCE)
    with lane.turn():
        pass


def _is_full(lane: Lane) -> bool:
    try:
        with lane.turn():
            return False
    except TooBusy:
        return True


@contextmanager
def flood(passwords: Passwords, kept: str | None) -> Iterator[threading.Event]:
    """Many who try at once; the event is set when one of them was told to wait."""
    refused, stop = threading.Event(), threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                assert not passwords.matches(kept, "falsch")
            except TooBusy:
                refused.set()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(2 * (AT_ONCE + IN_LINE))]
    for thread in threads:
        thread.start()
    yield refused
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)


def test_a_flood_on_accounts_leaves_the_lane_of_the_usual_people_free() -> None:
    passwords = Passwords()
    kept = passwords.hash(PASSWORD)
    with flood(passwords, kept) as refused:
        assert refused.wait(PATIENCE)
        assert all(passwords.matches(kept, PASSWORD, usual=True) for _ in range(5))


def test_a_flood_of_names_that_nobody_has_stops_nobody() -> None:
    passwords = Passwords()
    kept = passwords.hash(PASSWORD)
    with flood(passwords, None) as refused:
        assert all(passwords.matches(kept, PASSWORD) for _ in range(5))
        assert not refused.is_set()


@given(st.text(max_size=60))
def test_no_password_breaks_the_check(password: str) -> None:
    try:
        taken = check_new(password, MAILBOX)
    except InputError:
        taken = password
    assert taken == password


@pytest.mark.parametrize("password", ["Straße Größe Übergang", "Stra\u00dfe Gro\u0308\u00dfe U\u0308bergang"])
def test_an_umlaut_is_the_same_from_every_keyboard(password: str) -> None:
    passwords = Passwords()
    assert passwords.matches(passwords.hash("Straße Größe Übergang"), password)


def test_a_hash_that_is_none_lets_nobody_in() -> None:
    assert not Passwords().matches("kein Hash", PASSWORD)


@pytest.mark.parametrize(
    "mailbox", ["", "a", "a@b", "a b@c.example", "a@b@c.example", "<a@b.example>", "a" * 250 + "@b.example"]
)
def test_what_is_no_mailbox_gets_no_account(keeper: Doorkeeper, mailbox: str) -> None:
    with pytest.raises(InputError):
        keeper.add(NewAccount(mailbox, "betrieb"), PASSWORD)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_an_address_counts_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_secret_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    found = {secret_of(folder) for _ in range(3)}
    assert len(found) == 1
    assert len(found.pop()) == SECRET_BYTES
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_the_audit_log_tells_who_did_what_without_any_content(keeper: Doorkeeper) -> None:
    account = keeper.add(NewAccount(MAILBOX, "geschaeftsstelle", "Muster"), PASSWORD)
    who = keeper.sessions.find(keeper.sign_in(credentials()))
    assert who is not None
    keeper.audit.note("exported", account.id, "event 7")
    keeper.sign_out(who)
    told = [(entry.actor, entry.action, entry.thing) for entry in reversed(keeper.audit.latest())]
    assert told == [
        (None, "added account", f"account {account.id}"),
        (account.id, "signed in", ""),
        (account.id, "exported", "event 7"),
        (account.id, "signed out", ""),
    ]
