"""Mails that a visitor's own mail program opens, filled in as far as we can."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from indexer import Office, Record
from webui.limits import MAIL_CHARACTERS
from webui.wording import KINDS


def mail(address: str, subject: str, body: str) -> str:
    """A mailto: address (RFC 6068); a body too long for mail programs ends where the page still shows the whole."""
    if len(body) > MAIL_CHARACTERS:
        body = body[:MAIL_CHARACTERS].rsplit(" ", 1)[0] + " …"
    text = body.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"


def correction(office: Office, record: Record, address: str) -> str:
    """The mail that tells the office what is wrong or out of date in a record."""
    body = (
        f"Guten Tag,\n\nbitte berichtigen Sie diesen Eintrag:\n{KINDS[record.kind]} „{record.title}“\n{address}\n\n"
        "Was ist falsch oder überholt?\n\n\nWas ist richtig, und wo ist das nachzulesen?\n\n"
    )
    return mail(office.mailbox, f"Eintrag berichtigen: {record.title} ({record.id})", body)


def barrier(office: Office, address: str) -> str:
    """The mail that reports a barrier on a page."""
    body = (
        f"Guten Tag,\n\nauf dieser Seite bin ich auf eine Barriere gestoßen:\n{address}\n\nWas ist passiert?\n\n\n"
        "Womit lesen Sie die Seite (Browser, Screenreader, Vergrößerung)?\n\n"
    )
    return mail(office.mailbox, "Barriere melden", body)
