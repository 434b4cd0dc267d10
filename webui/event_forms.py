"""The forms of a network event: how it is set up, and who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from matcher import FORMATS, GOALS
from webui.forms import at_most, cleaned, known_key
from webui.limits import EVENT_LINES_CHARACTERS, EVENT_NAME_CHARACTERS, EVENT_TEXT_CHARACTERS, MAILBOX_CHARACTERS

ROLES = {"municipality": "Kommune", "provider": "Anbieter", "guest": "Gast"}
MEETINGS = {
    "municipality municipality": "Kommune mit Kommune",
    "municipality provider": "Kommune mit Anbieter",
    "guest municipality": "Kommune mit Gast",
    "guest provider": "Anbieter mit Gast",
    "provider provider": "Anbieter mit Anbieter",
}
"""Who may meet whom: roles in the order of the alphabet."""

MOST_MINUTES, MOST_ROUNDS, MOST_TABLES, MOST_DAYS, MOST_MEETINGS = 240, 60, 400, 730, 60


def options(labels: Mapping[Any, str]) -> list[SelectChoice]:
    """What can be chosen, value → label."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def line(label: str, hint: str = "", needed: str = "", most: int = EVENT_NAME_CHARACTERS) -> StringField:
    """A field for one line of text; `needed` is what is said where it is empty."""
    checks: list[Any] = [InputRequired(needed)] if needed else []
    checks.append(Length(max=most, message=f"Bitte höchstens {most} Zeichen."))
    return StringField(label, description=hint, filters=[cleaned], validators=checks)


def figure(label: str, least: int, most: int, hint: str = "", needed: bool = True) -> IntegerField:
    """A field for a whole number."""
    says = f"Bitte eine ganze Zahl von {least} bis {most}."
    checks = [InputRequired(says) if needed else Optional(), NumberRange(least, most, says)]
    return IntegerField(label, description=hint, validators=checks, render_kw={"inputmode": "numeric", "type": "text"})


def ticks(label: str, hint: str = "", choices: Any = None) -> SelectMultipleField:
    """Boxes to tick."""
    return SelectMultipleField(
        label,
        description=hint,
        choices=choices,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )


class Clock(TimeField):  # type: ignore[misc]  # WTForms ships no types
    """A time of day; WTForms has no German word for what is none."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError("Bitte eine Uhrzeit wie 10:00.") from error


class German(Form):  # type: ignore[misc]  # WTForms ships no types
    """A form whose own complaints are German too: what is no time, no date, no number."""

    class Meta:
        locales = ("de",)


class ArrangementForm(German):
    """An event as the office sets it up."""

    title = line("Titel", needed="Bitte geben Sie einen Titel ein.")
    day = DateField("Tag", validators=[InputRequired("Bitte nennen Sie den Tag.")])
    place = line("Ort", "Halle und Anschrift, wie sie auf den Blättern stehen sollen.")
    format = SelectField("Art", choices=options(FORMATS))
    topics = line("Themen (freiwillig)", "Mehrere mit Komma. Sie bestimmen, wen die Einladungsliste vorschlägt.")
    announced = BooleanField("Öffentlich: auf den Ergebnisseiten als nächster Schritt nennen")
    first = Clock("Beginn der ersten Runde", validators=[InputRequired("Bitte nennen Sie die Uhrzeit.")])
    count = figure("Zahl der Runden", 1, MOST_ROUNDS)
    minutes = figure("Minuten je Gespräch", 1, MOST_MINUTES)
    change = figure("Minuten zum Wechseln", 0, MOST_MINUTES)
    pauses = TextAreaField(
        "Pausen und Vorträge für alle",
        description="Eine je Zeile, zum Beispiel: 12:25-13:15 Mittagspause. Runden weichen ihnen aus.",
        filters=[cleaned],
        validators=[at_most(EVENT_LINES_CHARACTERS)],
        render_kw={"rows": 3},
    )
    tables = figure("Zahl der Tische", 0, MOST_TABLES, "Ohne die Stände der Anbieter.")
    closed = TextAreaField(
        "Gesperrte Tische (freiwillig)",
        description="Tisch und Runden, eine Zeile je Tisch, zum Beispiel: 3: 1, 2. Der Rest des Tages bleibt offen.",
        filters=[cleaned],
        validators=[at_most(EVENT_LINES_CHARACTERS)],
        render_kw={"rows": 2},
    )
    meetings = ticks("Wer darf wen treffen?", choices=options(MEETINGS))
    goal = RadioField("Ziel der Paarung", choices=options(GOALS))
    most = figure("Höchstens Gespräche je Teilnehmer (freiwillig)", 1, MOST_MEETINGS, needed=False)
    least_group = figure("Gruppentisch: wenigstens Plätze", 2, 6)
    most_group = figure("Gruppentisch: höchstens Plätze", 2, 6)
    reserve = figure("Reserve in Prozent", 0, 90, "So viele Plätze bleiben frei für Gäste ohne Anmeldung.")
    keep_days = figure("Personendaten löschen nach Tagen", 1, MOST_DAYS, "Gezählt ab dem Tag der Veranstaltung.")
    asks = BooleanField("Am Tag danach per E-Mail fragen, was aus den Gesprächen wurde")
    seen = HiddenField()


class EntryForm(German):
    """Somebody who takes part."""

    organisation = line(
        "Organisation", "Name der Kommune, Firma oder Einrichtung.", "Bitte nennen Sie die Organisation."
    )
    key = HiddenField(filters=[cleaned], validators=[known_key])
    role = SelectField("Rolle", choices=options(ROLES))
    name = line("Name (freiwillig)")
    function = line("Funktion (freiwillig)")
    mailbox = line("E-Mail-Adresse (freiwillig)", most=MAILBOX_CHARACTERS)
    substitute = line("Vertretung: Name oder Funktion (freiwillig)")
    text = TextAreaField(
        "Anliegen oder Angebot",
        description="In drei Sätzen. Daraus entstehen die Paare.",
        filters=[cleaned],
        validators=[at_most(EVENT_TEXT_CHARACTERS)],
        render_kw={"rows": 4},
    )
    presents = BooleanField("Hat einen Stand")
    absent = ticks("Nicht da in Runde")
    duties = line("Beschäftigt (freiwillig)", "Runde und Aufgabe, mehrere mit Komma. Zum Beispiel: 3 Vortrag, 5 Podium")
    most = figure("Höchstens Gespräche (freiwillig)", 0, MOST_MEETINGS, needed=False)
    seen = HiddenField()
