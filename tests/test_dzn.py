"""The published format of meeting scheduling is read whole, and a broken file is refused in a sentence."""

from pathlib import Path

import pytest

from indexer import EventRefused, FileRefused
from matcher.events.dzn import read_dzn
from matcher.events.model import Meeting

GOOD = """% three people, two of them meet twice
nBusiness = 3;
nMeetings = 2;
nTables = 2;
nTotalSlots = 4;
nMorningSlots = 2;
requested = [|1, 2,1,
|2, 3,3, |];
forbidden = [{0}, {1,4}, {0}];
fixed = [0, 3];
precedences = [{0}, {1}];
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "one.dzn"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_becomes_an_event(tmp_path: Path) -> None:
    event = read_dzn(written(tmp_path, GOOD))
    assert [slot.session for slot in event.slots] == ["Vormittag"] * 2 + ["Nachmittag"] * 2
    assert [person.absent for person in event.participants] == [set(), {"1", "4"}, set()]
    assert len(event.tables) == 2
    assert event.meetings == (
        Meeting("1", ("1", "2"), session="Vormittag", required=True),
        Meeting("2", ("2", "3"), slot="3", after=frozenset({"1"}), required=True),
    )


def test_what_may_be_absent_may_be_absent(tmp_path: Path) -> None:
    """`fixat` is the name of `fixed` in the older files; without lists nothing is fixed, forbidden or in order."""
    short = GOOD.partition("forbidden")[0]
    assert [meeting.slot for meeting in read_dzn(written(tmp_path, short)).meetings] == [None, None]
    older = read_dzn(written(tmp_path, short + "fixat = [2, 0];"))
    assert [meeting.slot for meeting in older.meetings] == ["2", None]


BROKEN = [
    ("leer", "", "nTotalSlots"),
    ("keine Zahl", GOOD.replace("nTables = 2", "nTables = zwei"), "nTables"),
    ("zu groß", GOOD.replace("nTables = 2", "nTables = 200000000"), "zu groß"),
    ("ohne Gespräche", GOOD.replace("requested", "asked"), "requested"),
    ("halbe Zeile", GOOD.replace("|2, 3,3", "|2, 3"), "Zeile 2"),
    ("Tagesteil 4", GOOD.replace("|2, 3,3", "|2, 3,4"), "Zeile 2"),
    ("negativ", GOOD.replace("|2, 3,3", "|2, -3,3"), "steht „-“"),
    ("Liste ohne Ende", GOOD.replace("{0}, {1,4}, {0}];", "{0}, {1,4}"), "forbidden"),
    ("Bereich", GOOD.replace("{1,4}", "{1..4}"), "steht „.“"),
    ("fest ohne Liste", GOOD.replace("[0, 3]", "3"), "fixed"),
]


@pytest.mark.parametrize(("text", "says"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(FileRefused, match=says):
        read_dzn(file)


@pytest.mark.parametrize("text", [GOOD.replace("|2, 3,3", "|2, 9,3"), GOOD.replace("{0}, {1}]", "{0}, {7}]")])
def test_a_file_that_names_what_is_not_there_is_refused(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(EventRefused):
        read_dzn(file)


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "one.dzn").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileRefused, match="lässt sich nicht lesen"):
        read_dzn(tmp_path / "one.dzn")
    with pytest.raises(FileRefused, match="lässt sich nicht lesen"):
        read_dzn(tmp_path / "another.dzn")
