from pathlib import Path

import pytest

from indexer import InputError, NotFound
from matcher.judging import fingerprint, read_demo
from webui.opening import Opened


def test_grades_are_kept_and_replaced(own: Opened) -> None:
    judgements = own.service.judgements
    id = judgements.add("Laternen dimmen", "06535016")
    judgements.grade(id, {"p004": 3, "p001": 0})
    judgements.grade(id, {"p004": 2})
    assert judgements.get(id).grades == {"p004": 2, "p001": 0}


def test_what_is_no_grade_is_refused(own: Opened) -> None:
    id = own.service.judgements.add("Laternen dimmen", None)
    with pytest.raises(InputError):
        own.service.judgements.grade(id, {"p004": 4})


def test_a_removed_challenge_takes_its_grades_along(own: Opened) -> None:
    judgements = own.service.judgements
    id = judgements.add("Laternen dimmen", None)
    judgements.grade(id, {"p004": 3})
    judgements.remove(id)
    assert judgements.every() == ()
    with pytest.raises(NotFound):
        judgements.grade(id, {"p004": 3})


def test_the_demonstration_measures_until_the_office_has_judged(own: Opened) -> None:
    judgements = own.service.judgements
    id = judgements.add("Laternen dimmen", None)
    assert judgements.basis() == read_demo()
    judgements.grade(id, {"p004": 3})
    assert [each.id for each in judgements.basis()] == [str(id)]


def test_without_a_file_nothing_demonstrates(tmp_path: Path) -> None:
    assert read_demo(tmp_path / "gone.jsonl") == ()


def test_the_fingerprint_changes_with_a_grade() -> None:
    demo = read_demo()
    assert fingerprint(demo) == fingerprint(demo)
    assert fingerprint(demo) != fingerprint(demo[1:])


def test_the_office_gets_the_first_of_each_kind_to_judge(own: Opened) -> None:
    judgements = own.service.judgements
    id = judgements.add("Laternen brennen die ganze Nacht", None)
    judgements.grade(id, {"p001": 0})
    records = own.service.to_judge(judgements.get(id))
    assert {record.kind for record in records} == {"practice", "offering", "need"}
    assert "p001" in {record.id for record in records}
