"""The desk of the office as one object: needs, tasks, first contacts, records, and the mails about all of them."""

from __future__ import annotations

from datetime import date
from functools import partial

from indexer import Database, Job, sheet_of_texts
from matcher.desk import letters, mailboxes
from matcher.desk.duplicates import Duplicates
from matcher.desk.entries import Entries
from matcher.desk.needs import Needs
from matcher.desk.outbox import Outbox, post
from matcher.desk.quota import Quota
from matcher.desk.relay import Relay
from matcher.desk.sender import send
from matcher.desk.tasks import Tasks

MERGE_HEADS = ("An", "Antwort an", "Betreff", "Text")


class Desk:
    """Everything the office works on. It keeps nothing itself; the database does."""

    def __init__(self, database: Database, job: Job) -> None:
        settings = job.settings
        self._database = database
        self._settings = settings
        self.needs = Needs(database, job)
        self.tasks = Tasks(database, settings.office)
        self.relay = Relay(database, settings.office)
        self.entries = Entries(database, job)
        self.duplicates = Duplicates(job)
        self.outbox = Outbox(database)
        self.quota = Quota(database)

    @property
    def has_mail_server(self) -> bool:
        """Whether mails go by themselves; without a server the office sends them as a mail merge."""
        return bool(self._settings.mail.host)

    def deliver(self, at_once: bool = False) -> int:
        """Hand every mail that is due to the mail server; returns how many it took."""
        if not self.has_mail_server:
            return 0
        return self.outbox.deliver(partial(send, self._settings.mail, self._settings.site.name), at_once)

    def invite(self, mailbox: str, link: str) -> bool:
        """Send somebody the link to a first password; False without a mail server: then the office hands it on."""
        if not self.has_mail_server:
            return False
        with self._database.session() as session:
            post(session, letters.invited(self._settings.office, mailbox, link))
        return True

    def tend(self, today: date) -> None:
        """What time brings: mails are sent, old needs are labelled and go, and what was kept long enough is dropped."""
        self.deliver()
        self.needs.age(today)
        self.tasks.forget_done()
        self.relay.forget_old()
        self.outbox.forget_receipts()

    def mail_merge(self) -> tuple[bytes, int]:
        """The waiting mails as an XLSX file for a mail merge, and the id of the newest of them."""
        mails = self.outbox.waiting()
        rows = [(mail.recipient, mail.reply or "", mail.subject, mail.body) for mail in mails]
        return sheet_of_texts("Serienbrief", MERGE_HEADS, rows), max((mail.id for mail in mails), default=0)

    def erase(self, address: str) -> bool:
        """Remove a mailbox wherever it stands, with every mail that waits for it; returns whether it stood anywhere."""
        known = mailboxes.address_from(address)
        in_records = self.entries.forget_contact(known)
        with self._database.session() as session:
            return mailboxes.erase(session, known) or in_records
