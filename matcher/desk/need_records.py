"""A municipality's need as a record: whose it is stands in it only where the municipality agrees.

A name that may not be read by everybody is not in the record at all, so no list, count, word or map can tell it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from indexer import Record, Site, Stored, record_from
from matcher.desk.model import NewNeed, OfferedNeed
from matcher.facts import OFFERED

SOURCE = "@bedarf"
OVER = "beendet"
PREVIEW_ID = f"{OFFERED}vorschau"


def record_of(need: OfferedNeed, site: Site) -> Record:
    """The record of a need; raises RowRejected with a German reason."""
    return record_from(
        {
            "id": need.record_id,
            "kind": "need",
            "title": need.title,
            "summary": need.text,
            "municipalities": [need.town] if need.named else [],
            "land": need.land,
            "wants_cooperation": True,
            "source_url": f"{site.url.rstrip('/')}/eintrag/{need.record_id}",
            "source_date": (need.published or date.today()).isoformat(),
            "visibility": need.visibility,
            "state": OVER if need.state == "expired" else None,
        }
    )


def stored_of(need: OfferedNeed, site: Site) -> Stored:
    """The same as the store keeps it, with its place where that may be known."""
    note = f"Dieser Bedarf galt bis {need.until:%d.%m.%Y}." if need.state == "expired" else None
    return Stored(record_of(need, site), (need.ags,) if need.named else (), SOURCE, note, datetime.now(UTC))


def preview_of(new: NewNeed, site: Site) -> Record:
    """How a need would read; raises RowRejected."""
    return record_of(
        OfferedNeed(
            id=0,
            record_id=PREVIEW_ID,
            state="offered",
            title=new.title,
            text=new.text,
            ags=new.ags,
            town=new.town,
            land=new.land,
            mailbox=None,
            visibility=new.visibility,
            until=new.until,
            named=new.named,
            created=datetime.now(UTC),
            published=None,
        ),
        site,
    )
