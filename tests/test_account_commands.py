"""Accounts at the command line, through click's own runner on a real database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.people import PASSWORD
from webui.commands import main

OFFICE = ("add", "frau@stadt.example", "--role", "geschaeftsstelle")


def account(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(main, ["--data", str(folder), "account", *words], input=typed)


def test_a_first_account_is_made_and_its_password_is_never_shown(tmp_path: Path) -> None:
    made = account(tmp_path, *OFFICE, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert "Angelegt: frau@stadt.example (geschaeftsstelle)" in made.output
    assert PASSWORD not in made.output
    assert "frau@stadt.example  geschaeftsstelle  aktiv" in account(tmp_path, "list").output


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        (OFFICE, "kurz\nkurz\n", "12 bis 200 Zeichen"),
        (("add", "keine", "--role", "betrieb"), f"{PASSWORD}\n{PASSWORD}\n", "keine E-Mail-Adresse"),
        (("invite", "k@stadt.example", "--role", "kommune"), "", "fehlt die Kommune"),
        (("invite", "k@stadt.example", "--role", "kommune", "--municipality", "Homberg"), "", "Gemeint sein können"),
        (("remove", "niemand@stadt.example"), "", "gibt es nicht"),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(tmp_path: Path, words: tuple[str, ...], typed: str, says: str) -> None:
    answer = account(tmp_path, *words, typed=typed)
    assert answer.exit_code == 1
    assert says in answer.output
    assert "Traceback" not in answer.output


def test_an_invitation_is_a_link_and_a_second_one_ends_the_first(tmp_path: Path) -> None:
    words = ("invite", "k@stadt.example", "--role", "kommune", "--municipality", "Schotten")
    links = [re.findall(r"http://127.0.0.1:8000/einladung/[\w-]{40,}", account(tmp_path, *words).output) for _ in "ab"]
    assert [len(found) for found in links] == [1, 1]
    assert links[0] != links[1]
    assert "06535016  eingeladen" in account(tmp_path, "list").output
    other = account(tmp_path, "invite", "k@stadt.example", "--role", "betrieb")
    assert other.exit_code == 1


def test_an_account_is_removed_only_after_a_yes(tmp_path: Path) -> None:
    account(tmp_path, "invite", "b@stadt.example", "--role", "betrieb")
    assert "b@stadt.example" in account(tmp_path, "remove", "b@stadt.example", typed="n\n").output
    assert "b@stadt.example" in account(tmp_path, "list").output
    assert "Entfernt." in account(tmp_path, "remove", "b@stadt.example", "--yes").output
    assert "Noch kein Zugang" in account(tmp_path, "list").output
    told = account(tmp_path, "log").output
    assert "removed account" in told
    assert "b@stadt.example" not in told
