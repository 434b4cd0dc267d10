"""The office's desk: needs to publish, tasks, first contacts, records, mails. This front door names what is used."""

from matcher.desk.comparing import Compared, compared, differences
from matcher.desk.desk import Desk
from matcher.desk.duplicates import Duplicates
from matcher.desk.mailboxes import address_from
from matcher.desk.model import ContactMade, Difference, Letter, NewNeed, OfferedNeed, Posted, Task, Version
from matcher.desk.need_records import preview_of
from matcher.desk.needs import SHOWN_AFTER_END
from matcher.desk.postman import Postman
from matcher.desk.quota import Counted
from matcher.desk.relay import Message
from matcher.desk.sender import send

__all__ = [
    "SHOWN_AFTER_END",
    "Compared",
    "ContactMade",
    "Counted",
    "Desk",
    "Difference",
    "Duplicates",
    "Letter",
    "Message",
    "NewNeed",
    "OfferedNeed",
    "Posted",
    "Postman",
    "Task",
    "Version",
    "address_from",
    "compared",
    "differences",
    "preview_of",
    "send",
]
