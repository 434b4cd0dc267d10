"""What found nothing becomes a task of the office, with a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from indexer import Database, NotFound, Office
from matcher.desk.mailboxes import erase
from matcher.desk.outbox import Outbox
from matcher.desk.tables import TaskRow
from matcher.desk.tasks import DONE_KEPT, Tasks
from matcher.desk.workdays import working_day_after

ASKER = "hauptamt@schotten.example"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'anker.sqlite'}")
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def tasks(database: Database) -> Tasks:
    return Tasks(database, Office(task_days=3))


def test_a_task_has_the_day_that_the_asker_was_told(tasks: Tasks, database: Database) -> None:
    task = tasks.get(tasks.take("Wer hat Erfahrung\nmit Quallen?", "Schotten", ASKER))
    assert task.due == working_day_after(date.today(), 3)
    (mail,) = Outbox(database).waiting()
    assert mail.recipient == ASKER
    assert f"{task.due:%d.%m.%Y}" in mail.subject
    assert "> Wer hat Erfahrung\n> mit Quallen?" in mail.body


def test_done_tells_the_asker_and_forgets_the_mailbox(tasks: Tasks, database: Database) -> None:
    number = tasks.take("Quallen?", "", ASKER)
    tasks.finish(number, "Rufen Sie Lollar an.")
    outbox = Outbox(database)
    assert "Rufen Sie Lollar an." in outbox.waiting()[-1].body
    assert (tasks.get(number).mailbox, tasks.get(number).answer) == (None, "Rufen Sie Lollar an.")
    outbox.deliver(lambda _: "")
    with database.session() as session:
        assert not erase(session, ASKER)
    with pytest.raises(NotFound):
        tasks.finish(number, "Noch einmal.")
    assert outbox.waiting() == ()


def test_the_most_urgent_stands_first_and_late_ones_are_counted(tasks: Tasks, database: Database) -> None:
    late, later = tasks.take("eins", "", ASKER), tasks.take("zwei", "", ASKER)
    with database.session() as session:
        session.execute(update(TaskRow).where(TaskRow.id == later).values(due=date.today() - timedelta(days=1)))
    assert [task.id for task in tasks.open()] == [later, late]
    assert [task.late(date.today()) for task in tasks.open()] == [True, False]
    assert (tasks.count(), tasks.count(date.today())) == (2, 1)


def test_an_erased_asker_hears_nothing_and_the_task_can_still_be_closed(tasks: Tasks, database: Database) -> None:
    number = tasks.take("Quallen?", "", ASKER)
    with database.session() as session:
        assert erase(session, ASKER)
    tasks.finish(number, "Erledigt.")
    assert Outbox(database).waiting() == ()
    assert [task.id for task in tasks.done()] == [number]


def test_old_answers_go(tasks: Tasks, database: Database) -> None:
    number = tasks.take("Quallen?", "", ASKER)
    tasks.finish(number, "Erledigt.")
    tasks.forget_done()
    assert len(tasks.done()) == 1
    with database.session() as session:
        session.execute(update(TaskRow).values(done=datetime.now(UTC) - DONE_KEPT - timedelta(days=1)))
    tasks.forget_done()
    assert tasks.done() == ()


def test_an_unknown_task_is_not_there(tasks: Tasks) -> None:
    with pytest.raises(NotFound):
        tasks.get(1)
