import pytest

from indexer import Office, Record
from matcher.facts import contact_of, first_text, state_in_words, who


def record(**more: object) -> Record:
    given = {"id": "x1", "kind": "practice", "title": "Bachpegel", "source_url": "https://beispiel.example/"}
    return Record.model_validate({**given, **more})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"state": "Betrieb", "start_year": 2022}, "läuft seit 2022"),
        ({"state": "Planung", "start_year": 2024}, "in Planung seit 2024"),
        ({"state": "Pilot"}, "Pilotbetrieb"),
        ({"state": "beendet", "end_year": 2023}, "beendet 2023"),
        ({"state": "beendet"}, "beendet"),
        ({}, "Stand nicht bekannt"),
        ({"start_year": 2021}, "Stand nicht bekannt, begonnen 2021"),
        ({"kind": "need", "start_year": 2025}, "sucht seit 2025"),
        ({"kind": "need"}, "sucht"),
    ],
)
def test_the_state_is_said_in_words(given: dict[str, object], words: str) -> None:
    assert state_in_words(record(**given)) == words


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"kind": "offering", "provider": "Spekter GmbH"}, "Spekter GmbH"),
        ({"municipalities": ("A", "B")}, "A, B"),
        ({"municipalities": ("A", "B", "C", "D", "E")}, "A, B, C und 2 weitere"),
        ({"kind": "need"}, "allgemeiner Bedarf"),
        ({"land": "Bayern"}, "Bayern"),
    ],
)
def test_whom_it_concerns(given: dict[str, object], name: str) -> None:
    assert who(record(**given)) == name


def test_a_record_with_a_mailbox_is_reached_there_untold_and_any_other_by_the_office() -> None:
    office = Office(name="Büro", mailbox="buero@anker.example", telephone="1")
    own = contact_of(record(contact="info@gemeinde.example"), "Sinn", office, "Guten Tag")
    assert (own.kind, own.address, own.name) == ("mailbox", "", "Sinn")
    relayed = contact_of(record(), "Sinn", office, "Guten Tag")
    assert (relayed.kind, relayed.address, relayed.telephone) == ("office", "buero@anker.example", "1")


def test_the_first_text_names_record_reason_and_sender() -> None:
    text = first_text(record(), "Sinn", "Gleiches Thema: Starkregen.", "die Stadt Schotten")
    assert all(part in text for part in ("Bachpegel", "Sinn", "Gleiches Thema: Starkregen.", "die Stadt Schotten"))
