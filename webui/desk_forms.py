"""The forms in which people offer a need, write a first message, hand over a task; and those of the desk itself."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from indexer import InputError, contact_complaint
from matcher.desk import address_from
from webui.forms import ChallengeForm, at_most, cleaned, known_key, says_something
from webui.limits import MAILBOX_CHARACTERS, NEED_CHARACTERS, PLACE_CHARACTERS, TEXT_CHARACTERS, TITLE_CHARACTERS
from webui.wording import day

DAYS_OF_VALIDITY = {"3": 91, "6": 182, "12": 365}
"""Months in the form, days in the calendar."""

VISIBLE_TO = {"public": "Alle", "municipalities": "Nur angemeldete Kommunen und die Geschäftsstelle"}


def is_address(_form: Form, field: Field) -> None:
    """Refuse what is no mailbox."""
    try:
        address_from(field.data)
    except InputError as error:
        raise ValidationError(str(error)) from error


def is_function_mailbox(_form: Form, field: Field) -> None:
    """Refuse the address of a person."""
    complaint = contact_complaint(field.data.casefold())
    if complaint:
        raise ValidationError(f"Die Adresse {complaint}.")


def mailbox_field(hint: str, *checks: object) -> StringField:
    """A field for an e-mail address."""
    return StringField(
        "E-Mail-Adresse",
        description=hint,
        filters=[cleaned],
        validators=[
            DataRequired("Bitte geben Sie eine E-Mail-Adresse ein."),
            Length(max=MAILBOX_CHARACTERS, message=f"Bitte höchstens {MAILBOX_CHARACTERS} Zeichen."),
            is_address,
            *checks,
        ],
        render_kw={"type": "email", "autocomplete": "email"},
    )


def place_field(label: str, hint: str, *checks: object) -> StringField:
    """A field for a municipality, with suggestions."""
    long = Length(max=PLACE_CHARACTERS, message=f"Bitte höchstens {PLACE_CHARACTERS} Zeichen.")
    return StringField(label, description=hint, filters=[cleaned], validators=[*checks, long])


def text_field(label: str, hint: str, most: int, missing: str, rows: int = 8) -> TextAreaField:
    """A field for a longer text that has to say something."""
    checks = [DataRequired(missing), at_most(most)]
    return TextAreaField(label, description=hint, filters=[cleaned], validators=checks, render_kw={"rows": rows})


class GermanForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A form whose built-in messages are German, too."""

    class Meta:
        """Where WTForms looks for its settings."""

        locales = ("de",)


class PublishForm(GermanForm):
    """A need to be published."""

    title = StringField(
        "Überschrift",
        description="Worum es geht, in einem Satzteil. Beispiel: Pegelmessung an kleinen Bächen",
        filters=[cleaned],
        validators=[
            DataRequired("Bitte geben Sie eine Überschrift ein."),
            Length(max=TITLE_CHARACTERS, message=f"Bitte höchstens {TITLE_CHARACTERS} Zeichen."),
        ],
    )
    text = text_field(
        "Ihr Bedarf",
        "Bitte keine Namen von Personen. Soll Ihre Kommune ungenannt bleiben, nennen Sie sie auch hier nicht.",
        NEED_CHARACTERS,
        "Bitte beschreiben Sie Ihren Bedarf.",
    )
    municipality = place_field(
        "Ihre Kommune",
        "Die Geschäftsstelle sieht den Namen immer.",
        DataRequired("Bitte nennen Sie Ihre Kommune."),
    )
    key = HiddenField(filters=[cleaned], validators=[known_key])
    mailbox = mailbox_field(
        "Ein Funktionspostfach wie rathaus@ oder bauamt@. Es erscheint auf keiner Seite; Post leiten wir weiter.",
        is_function_mailbox,
    )
    visibility = SelectField("Wer darf ihn lesen?", choices=[SelectChoice(*each) for each in VISIBLE_TO.items()])
    months = SelectField("Gilt für", choices=[SelectChoice(months, f"{months} Monate") for months in DAYS_OF_VALIDITY])
    named = BooleanField("Der Name unserer Kommune darf für alle dabeistehen")

    @property
    def until(self) -> date:
        """The last day on which the need holds."""
        return date.today() + timedelta(days=DAYS_OF_VALIDITY[self.months.data])

    def until_words(self) -> str:
        """The same in German."""
        return day(self.until)


class RelayForm(GermanForm):
    """A first message to the people behind a record."""

    text = text_field(
        "Ihre Nachricht",
        "Ein erster Text steht bereit. Bitte ergänzen Sie, wer Sie sind und wie man Sie erreicht.",
        TEXT_CHARACTERS,
        "Bitte schreiben Sie eine Nachricht.",
        12,
    )
    mailbox = mailbox_field("Hierhin geht die Antwort. Am besten ein Funktionspostfach.")
    municipality = place_field("Ihre Kommune (freiwillig)", "Damit die Geschäftsstelle sieht, wer mit wem spricht.")
    key = HiddenField(filters=[cleaned], validators=[known_key])


class TaskForm(GermanForm):
    """Where the office shall send its answer."""

    mailbox = mailbox_field("Hierhin geht die Antwort. Am besten ein Funktionspostfach.")


class AnswerForm(GermanForm):
    """The office's answer to a task."""

    text = text_field(
        "Ihre Antwort",
        "Sie geht als E-Mail an die Adresse, die zum Anliegen hinterlassen wurde.",
        TEXT_CHARACTERS,
        "Bitte schreiben Sie eine Antwort.",
    )


class JudgedForm(ChallengeForm):
    """A challenge to be judged, as the office writes it."""

    text = TextAreaField(
        "Anliegen",
        description="So, wie eine Kommune es schriebe. Bitte keine Namen von Personen.",
        filters=[cleaned],
        validators=[InputRequired("Bitte beschreiben Sie ein Anliegen."), at_most(TEXT_CHARACTERS), says_something],
    )
    municipality = place_field("Kommune (freiwillig)", "Für wen gesucht wird. Name oder Landkreis.")


class DeclineForm(GermanForm):
    """Why a need is not published."""

    text = text_field(
        "Grund",
        "Er geht als E-Mail an die Kommune. Danach ist der Bedarf gelöscht.",
        TEXT_CHARACTERS,
        "Bitte nennen Sie einen Grund.",
        4,
    )


class EraseForm(GermanForm):
    """An address that shall be nowhere any more."""

    mailbox = mailbox_field(
        "Sie verschwindet überall: in Einträgen und ihren früheren Ständen, Bedarfen, Aufgaben, wartenden Nachrichten "
        "von ihr und an sie, bei Veranstaltungen. Auch ein Zugang unter dieser Adresse wird entfernt."
    )
