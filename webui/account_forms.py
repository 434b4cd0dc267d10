"""The forms of the door and of the own account."""

from __future__ import annotations

from wtforms import (
    Field,
    Form,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired, Length

from indexer import InputError
from webui.accounts.model import NewAccount, checked
from webui.accounts.passwords import LEAST_LETTERS, MOST_LETTERS
from webui.accounts.tables import MAILBOX_LENGTH, NAME_LENGTH
from webui.forms import cleaned
from webui.limits import PLACE_CHARACTERS

ADDRESS_CHARACTERS = 500
LONG = Length(max=MOST_LETTERS, message=f"Bitte höchstens {MOST_LETTERS} Zeichen.")
INVITED_ROLES = {"kommune": "Kommune", "geschaeftsstelle": "Geschäftsstelle"}
"""Whom the office invites; accounts for the operation are made at the command line."""


def same(name: str) -> object:
    """Refuse a repetition that differs from the field of that name."""

    def check(form: Form, field: Field) -> None:
        if field.data != form[name].data:
            raise ValidationError("Die beiden neuen Passwörter sind verschieden.")

    return check


class SignInForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """Mailbox and password; `next` is the page that was asked for."""

    mailbox = StringField(
        "E-Mail-Adresse",
        filters=[cleaned],
        validators=[
            InputRequired("Bitte geben Sie Ihre E-Mail-Adresse ein."),
            Length(max=MAILBOX_LENGTH, message=f"Bitte höchstens {MAILBOX_LENGTH} Zeichen."),
        ],
        render_kw={"type": "email", "autocomplete": "username"},
    )
    password = PasswordField(
        "Passwort",
        validators=[InputRequired("Bitte geben Sie Ihr Passwort ein."), LONG],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField(filters=[cleaned], validators=[Length(max=ADDRESS_CHARACTERS)])


class NewPasswordForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """A new password, typed twice."""

    new = PasswordField(
        "Neues Passwort",
        description=f"Mindestens {LEAST_LETTERS} Zeichen. Gut sind mehrere Wörter, die nur Sie zusammenstellen würden.",
        validators=[InputRequired("Bitte geben Sie ein neues Passwort ein."), LONG],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Neues Passwort noch einmal",
        validators=[InputRequired("Bitte geben Sie das neue Passwort noch einmal ein."), same("new")],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    """The same with the password that is to be replaced."""

    old = PasswordField(
        "Bisheriges Passwort",
        validators=[InputRequired("Bitte geben Sie Ihr bisheriges Passwort ein."), LONG],
        render_kw={"autocomplete": "current-password"},
    )


class InviteForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """Somebody to be invited by the office."""

    mailbox = StringField(
        "E-Mail-Adresse",
        filters=[cleaned],
        validators=[InputRequired("Bitte geben Sie eine E-Mail-Adresse ein."), Length(max=MAILBOX_LENGTH)],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    name = StringField("Name (freiwillig)", filters=[cleaned], validators=[Length(max=NAME_LENGTH)])
    role = SelectField("Zugang für", choices=[SelectChoice(role, label) for role, label in INVITED_ROLES.items()])
    municipality = StringField(
        "Kommune",
        description="Nur für Zugänge von Kommunen: Name der Stadt, der Gemeinde oder des Landkreises.",
        filters=[cleaned],
        validators=[Length(max=PLACE_CHARACTERS)],
    )
    key = HiddenField(filters=[cleaned])

    def account(self, ags: str | None) -> NewAccount | None:
        """What was filled in, or None with the fault at its field."""
        try:
            return checked(NewAccount(self.mailbox.data, self.role.data, self.name.data, ags))
        except InputError as error:
            field = self.municipality if "Kommune" in error.thing else self.mailbox
            field.errors = [*field.errors, str(error)]
            return None
