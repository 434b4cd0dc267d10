from dataclasses import replace
from datetime import date, timedelta

import pytest

from indexer import InputError
from matcher import Challenge
from webui.opening import Opened


@pytest.fixture
def challenge(own: Opened) -> Challenge:
    return own.service.challenge(own.service.keep_challenge("Laternen", None))


def test_what_is_said_last_counts(own: Opened, challenge: Challenge) -> None:
    own.service.feedback.give(challenge, "p004", "same-task")
    own.service.feedback.give(challenge, "p004", "outdated")
    assert own.service.feedback.given(challenge.id) == {"p004": "Veraltet oder falsch"}


def test_free_words_are_refused(own: Opened, challenge: Challenge) -> None:
    with pytest.raises(InputError):
        own.service.feedback.give(challenge, "p004", "mein Name ist")


def test_a_deleted_challenge_leaves_only_what_was_said_of_records(own: Opened, challenge: Challenge) -> None:
    own.service.feedback.give(challenge, "p004", "other-task")
    own.service.forget_challenge(challenge.id)
    assert own.service.feedback.given(challenge.id) == {}
    assert [(each.record, each.helpful, each.not_helpful) for each in own.service.feedback.heard()] == [("p004", 0, 1)]


def test_the_challenge_is_forgotten_when_its_time_is_over(own: Opened, challenge: Challenge) -> None:
    over = replace(challenge, until=date.today() - timedelta(days=1))
    own.service.feedback.give(over, "p004", "good-idea")
    own.service.feedback.heard()
    assert own.service.feedback.given(challenge.id) == {}


def test_what_helped_least_comes_first(own: Opened, challenge: Challenge) -> None:
    own.service.feedback.give(challenge, "p004", "good-idea")
    own.service.feedback.give(challenge, "p005", "outdated")
    assert [each.record for each in own.service.feedback.heard()] == ["p005", "p004"]
    assert own.service.feedback.heard()[0].reasons == (("Veraltet oder falsch", 1),)
