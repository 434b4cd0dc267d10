import pytest

from indexer import Register
from matcher import Joint, Service
from matcher.joint import LEAST, MOST, circle

TEXT = "Wir brauchen eine Datenplattform, die wir uns nach dem Ende der Förderung noch leisten können."
SCHOTTEN = "06535016"


@pytest.fixture(scope="module")
def group(service: Service) -> Joint:
    return service.joint(TEXT, SCHOTTEN)


def test_a_group_has_three_to_six_with_the_sender(group: Joint) -> None:
    assert LEAST <= len(group.members) + 1 <= MOST


def test_each_place_stands_once_and_lies_in_the_land_of_the_sender(group: Joint) -> None:
    keys = [member.key for member in group.members]
    assert len(set(keys)) == len(keys)
    assert SCHOTTEN not in keys
    assert all(key.startswith("06") for key in keys)


def test_something_speaks_for_each_member(group: Joint) -> None:
    for member in group.members:
        assert member.says
        assert all(line.endswith(".") for line in member.says)


def test_the_funding_says_something_about_joint_projects(group: Joint) -> None:
    assert "starke-heimat" in {step.id for step in group.funding}
    assert all(step.joint for step in group.funding)


def test_the_letter_names_sender_task_and_members(group: Joint) -> None:
    assert "Schotten" in group.letter
    assert all(member.name in group.letter for member in group.members)
    assert group.task in group.letter


def test_without_enough_places_there_is_no_letter(service: Service) -> None:
    few = service.joint("Unsere Murmelbahnquietschtaste klemmt", SCHOTTEN)
    assert few.members == ()
    assert few.letter == ""


def test_whoever_does_not_say_who_asks_gets_a_group_of_his_own(service: Service) -> None:
    assert LEAST <= len(service.joint(TEXT).members) <= MOST


def test_a_circle_without_sender_needs_one_member_more(register: Register) -> None:
    assert circle(register, None).least == circle(register, SCHOTTEN).least + 1


def test_a_member_shares_the_topic_or_fits_well(service: Service) -> None:
    asked = "Unsere Laternen brennen die ganze Nacht, wer dimmt die Straßenbeleuchtung mit uns gemeinsam?"
    group = service.joint(asked, SCHOTTEN)
    topics = {topic.id for topic in service.match(asked, SCHOTTEN).understood.topics}
    for member in (*group.members, *group.few):
        assert topics & {topic.id for topic in service.record(member.id).topics}
