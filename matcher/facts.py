"""What every page says of a record in the same words: its state, whom it concerns, how to reach them."""

from __future__ import annotations

from indexer import Office, Record
from matcher.answers import Contact

KIND_LABELS = {"practice": "Praxisbeispiel", "offering": "Angebot", "need": "Bedarf"}

OFFERED = "b-"
"""How the ids of needs begin that municipalities publish here; whose they are is told only where they agree."""

EXPIRED = "Gültigkeit abgelaufen"
"""The state of a need that nobody stands behind any more; it is shown below all others, and soon goes."""

NAMES_SHOWN = 3
"""More names than this are counted instead of listed."""


def state_in_words(record: Record) -> str:
    """The state as a person would say it: "läuft seit 2022", "in Planung seit 2024", "beendet 2023"."""
    since = f" seit {record.start_year}" if record.start_year else ""
    if record.kind == "need":
        return EXPIRED if record.state == "beendet" else f"sucht{since}"
    if record.state == "beendet":
        return f"beendet {record.end_year}" if record.end_year else "beendet"
    words = {"Betrieb": "läuft", "Pilot": "Pilotbetrieb", "Planung": "in Planung"}
    return (
        f"{words[record.state]}{since}"
        if record.state
        else f"Stand nicht bekannt{since and ', begonnen ' + str(record.start_year)}"
    )


def who(record: Record) -> str:
    """Whom the record concerns: the provider, else its municipalities, else that the need is a general one."""
    if record.kind == "offering" and record.provider:
        return record.provider
    names = record.municipalities
    if not names and record.id.startswith(OFFERED):
        return f"eine Kommune in {record.land}"
    if not names:
        return "allgemeiner Bedarf" if record.kind == "need" else record.land or "ohne Ort"
    shown = ", ".join(names[:NAMES_SHOWN])
    return shown if len(names) <= NAMES_SHOWN else f"{shown} und {len(names) - NAMES_SHOWN} weitere"


def contact_of(record: Record, name: str, office: Office, first_text: str) -> Contact:
    """The people behind the record, where a mailbox is known for them; else the office. No mailbox is told."""
    if record.contact or record.id.startswith(OFFERED):
        return Contact("mailbox", name, "", first_text=first_text)
    return Contact("office", office.name, office.mailbox, office.telephone, first_text)


def first_text(record: Record, name: str, reason: str, sender: str | None) -> str:
    """A ready first message that names record, reason and sender; plain text, to copy or to mail."""
    from_whom = f"wir, {sender}," if sender else "wir"
    why = f"\n\nWarum wir Sie fragen: {reason}" if reason else ""
    asked = "Ihr Angebot" if record.kind == "offering" else "Ihren Bedarf" if record.kind == "need" else "Ihr Vorhaben"
    return (
        f"Guten Tag,\n\n{from_whom} sind über Anker auf {asked} „{record.title}“ ({name}) gestoßen.{why}\n\n"
        "Hätten Sie in den nächsten zwei Wochen Zeit für ein kurzes Gespräch?\n\nFreundliche Grüße\n"
    )
