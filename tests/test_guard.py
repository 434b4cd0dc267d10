"""A call to a server ends in time, and a server that is down is not asked again and again."""

import threading
import time

import pytest

from indexer.engines.guard import ABREAST, FAILURES, Guard
from indexer.errors import EngineDown


class BrokenError(Exception):
    pass


class RefusedError(Exception):
    pass


@pytest.fixture
def guard():
    return Guard(lambda error: isinstance(error, BrokenError))


@pytest.fixture
def endless():
    """Work that ends with the test and not before."""
    over = threading.Event()
    yield over.wait
    over.set()


def broken():
    raise BrokenError


def refused():
    raise RefusedError


def fail(guard, times):
    for _ in range(times):
        with pytest.raises(BrokenError):
            guard.call(broken, 5)


def test_an_answer_in_time_comes_through(guard):
    assert guard.call(lambda: "Antwort", 5) == "Antwort"


def test_an_error_comes_through_as_it_is(guard):
    with pytest.raises(RefusedError):
        guard.call(refused, 5)


def test_a_call_that_takes_longer_is_left_behind(guard, endless):
    start = time.monotonic()
    with pytest.raises(EngineDown, match=r"0\.1 Sekunden"):
        guard.call(endless, 0.1)
    assert time.monotonic() - start < 5


def test_after_some_failures_in_a_row_nobody_is_asked(guard):
    fail(guard, FAILURES)
    with pytest.raises(EngineDown, match="zurzeit nicht"):
        guard.call(lambda: pytest.fail("asked"), 5)


def test_refusals_do_not_open_the_breaker(guard):
    for _ in range(2 * FAILURES):
        with pytest.raises(RefusedError):
            guard.call(refused, 5)
    assert guard.call(lambda: 1, 5) == 1


def test_an_answer_in_between_starts_the_count_anew(guard):
    fail(guard, FAILURES - 1)
    guard.call(lambda: 1, 5)
    fail(guard, FAILURES - 1)
    assert guard.call(lambda: 1, 5) == 1


def test_after_cooling_one_call_tries_and_the_others_wait_for_it(endless):
    guard = Guard(lambda _: True, cooling=0.05)
    fail(guard, FAILURES)
    time.sleep(0.1)
    probe = threading.Thread(target=lambda: guard.call(lambda: endless(0.5), 5))
    probe.start()
    time.sleep(0.1)
    with pytest.raises(EngineDown, match="zurzeit nicht"):
        guard.call(lambda: pytest.fail("asked"), 5)
    probe.join()
    assert guard.call(lambda: 1, 5) == 1


def test_a_probe_that_fails_shuts_again_at_once():
    guard = Guard(lambda _: True, cooling=0.3)
    fail(guard, FAILURES)
    time.sleep(0.4)
    fail(guard, 1)
    with pytest.raises(EngineDown, match="zurzeit nicht"):
        guard.call(lambda: 1, 5)


def test_calls_left_behind_take_their_place_until_they_end():
    over = threading.Event()
    guard = Guard(lambda _: False, cooling=0.0)
    for _ in range(ABREAST):
        with pytest.raises(EngineDown):
            guard.call(over.wait, 0.01)
    with pytest.raises(EngineDown, match="ohne Antwort"):
        guard.call(lambda: 1, 5)
    over.set()
    time.sleep(0.2)
    assert guard.call(lambda: 1, 5) == 1


def test_an_error_nobody_expects_comes_through_with_its_own_name(guard):
    with pytest.raises(ZeroDivisionError):
        guard.call(lambda: 1 / 0, 5)
