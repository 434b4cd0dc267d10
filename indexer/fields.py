"""What people call each field of a record: one table for error sentences, table heads and the template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["line", "text", "list", "number", "yes_no", "choice", "date"]  # a line has no breaks, a text may


@dataclass(frozen=True)
class Field:
    """One field: its name in code, its German head, what a table cell holds, and what to write there."""

    name: str
    head: str
    shape: Shape
    help: str
    choices: Mapping[str, str] = field(default_factory=dict)  # German word → value in code


FIELDS: tuple[Field, ...] = (
    Field(
        "id", "Kennung", "line", "Ein kurzes Kürzel, das es nur einmal gibt und das gleich bleibt, z. B. lollar-017."
    ),
    Field(
        "kind",
        "Art",
        "choice",
        "Beispiel, Angebot oder Bedarf.",
        {"Beispiel": "practice", "Angebot": "offering", "Bedarf": "need"},
    ),
    Field("title", "Titel", "line", "Ein Satzteil, höchstens 200 Zeichen."),
    Field("municipalities", "Kommunen", "list", "Beteiligte Städte, Gemeinden oder Kreise, mit | getrennt."),
    Field("land", "Land", "line", "Das Bundesland, z. B. Hessen."),
    Field("provider", "Anbieter", "line", "Wer das Angebot macht (nur bei Angeboten)."),
    Field(
        "providers_involved",
        "Beteiligte Anbieter",
        "list",
        "Firmen und Einrichtungen, die mitgewirkt haben, mit | getrennt.",
    ),
    Field("summary", "Kurzbeschreibung", "text", "Worum es geht, in zwei bis drei Sätzen."),
    Field("situation", "Ausgangslage", "text", "Welches Problem es vorher gab."),
    Field("approach", "Vorgehen", "text", "Was getan wurde oder getan wird."),
    Field("result", "Ergebnis", "text", "Was dabei herauskam; leer, wenn es noch nicht bekannt ist."),
    Field("pitfalls", "Stolpersteine", "text", "Was schwierig war und was andere besser wissen sollten."),
    Field("topics", "Themen", "list", "Stichwörter, mit | getrennt."),
    Field(
        "state",
        "Stand",
        "choice",
        "Planung, Pilot, Betrieb oder beendet.",
        {"Planung": "Planung", "Pilot": "Pilot", "Betrieb": "Betrieb", "beendet": "beendet"},
    ),
    Field("start_year", "Beginn", "number", "Jahr, vierstellig."),
    Field("end_year", "Ende", "number", "Jahr, vierstellig."),
    Field("funding_programme", "Förderprogramm", "line", "Name des Programms."),
    Field("funding_eur", "Förderung in Euro", "number", "Ganze Zahl ohne Punkt und Währung."),
    Field("cost_eur", "Kosten in Euro", "number", "Ganze Zahl ohne Punkt und Währung."),
    Field("reuse_of", "Nachnutzung von", "line", "Was hier übernommen wurde."),
    Field("reused_by", "Nachgenutzt durch", "list", "Wer es übernommen hat, mit | getrennt."),
    Field("references", "Referenzen", "list", "Wo das Angebot im Einsatz ist, mit | getrennt."),
    Field("delivery", "Leistung", "line", "Was geliefert wird, z. B. Software und Betrieb."),
    Field("open_source", "Open Source", "yes_no", "ja oder nein; leer, wenn es nicht bekannt ist."),
    Field("price_note", "Preis", "line", "Was zum Preis bekannt ist."),
    Field("wants_cooperation", "Kooperation gewünscht", "yes_no", "ja oder nein; leer, wenn es nicht bekannt ist."),
    Field("source_url", "Quelle", "line", "Adresse der Seite, aus der der Eintrag stammt (beginnt mit https://)."),
    Field("source_date", "Stand der Quelle", "date", "Jahr, Monat oder Tag: 2025, 2025-08 oder 2025-08-04."),
    Field("source_note", "Hinweis zur Quelle", "text", "Was zur Quelle selbst zu sagen ist."),
    Field(
        "confidence",
        "Prüfung der Quelle",
        "choice",
        "Quelle gelesen oder nur frühere Zusammenfassung.",
        {"Quelle gelesen": "source read", "nur frühere Zusammenfassung": "only earlier summary"},
    ),
    Field("contact", "Kontakt", "line", "Ein Funktionspostfach wie rathaus@…; keine Namen von Personen."),
    Field(
        "visibility",
        "Sichtbarkeit",
        "choice",
        "öffentlich, Kommunen oder Geschäftsstelle; leer heißt öffentlich.",
        {"öffentlich": "public", "Kommunen": "municipalities", "Geschäftsstelle": "office"},
    ),
)

BY_NAME: dict[str, Field] = {each.name: each for each in FIELDS}
LIST_FIELDS: frozenset[str] = frozenset(each.name for each in FIELDS if each.shape == "list")


def head(name: str) -> str:
    """The German name of a field; a name that nobody knows is returned as it is."""
    known = BY_NAME.get(name)
    return known.head if known else name
