"""Mails to a mail server by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from indexer import MailSettings
from matcher.desk.model import Posted

TIMEOUT_SECONDS = 20


def send(settings: MailSettings, sender_name: str, mail: Posted) -> str:
    """Hand one mail to the server; returns "" when it was taken, else in German what went wrong."""
    try:
        message = message_of(settings, sender_name, mail)
        with _server(settings) as server:
            server.send_message(message, settings.sender, [mail.recipient])
    except smtplib.SMTPResponseException as error:
        told = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return f"Der Mailserver hat abgelehnt: {error.smtp_code} {told}"
    except smtplib.SMTPRecipientsRefused as error:
        return "Der Mailserver nimmt den Empfänger nicht an: " + ", ".join(
            f"{code} {told.decode('utf-8', 'replace')}" for code, told in error.recipients.values()
        )
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address that no header can hold
        return f"Der Mailserver war nicht zu erreichen ({type(error).__name__})."
    return ""


def message_of(settings: MailSettings, sender_name: str, mail: Posted) -> EmailMessage:
    """The mail in its form for the wire (RFC 5322); the header rules of `email` refuse line breaks."""
    message = EmailMessage()
    message["From"] = Address(sender_name, addr_spec=settings.sender)
    message["To"] = mail.recipient
    if mail.reply:
        message["Reply-To"] = mail.reply
    else:
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office notes in return
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created)
    message["Message-ID"] = f"<{mail.message_id}@{settings.sender.partition('@')[2]}>"
    message.set_content(mail.body)
    return message


@contextmanager
def _server(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_SECONDS)
    with server:
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.user:
            server.login(settings.user, settings.password)
        yield server
