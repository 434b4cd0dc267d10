import math

import numpy as np
import pytest

from matcher.levels import TWO_VOICES
from matcher.ranking import Ranked
from tests.bench.calibration import Shown, chosen, figures, left_out, logistic


def shown(fit: float, helps: bool, strength: float = 1.0) -> Shown:
    return Shown(True, strength, ((Ranked(0, "p", fit, fit, fit), helps),))


@pytest.fixture(scope="module")
def cases() -> list[Shown]:
    """Hits that are right the more often the better they fit; a quarter of the challenges has no answer."""
    rng = np.random.default_rng(3)
    fits = rng.uniform(0, 1, 3000)
    answered = [shown(fit, rng.uniform() < 1 / (1 + math.exp(-8 * (fit - 0.5)))) for fit in fits.tolist()]
    return answered + [Shown(False, rng.uniform(), ()) for _ in range(100)]


def test_a_regression_finds_where_the_chance_turns() -> None:
    x = np.linspace(0, 1, 200)
    start, slope = logistic(x, (x > 0.6).astype(float))
    assert -start / slope == pytest.approx(0.6, abs=0.02)


def test_the_borders_follow_the_hits(cases: list[Shown]) -> None:
    borders = chosen(cases, TWO_VOICES)
    assert borders.good == pytest.approx(0.5 + math.log(0.4 / 0.6) / 8, abs=0.06)
    assert borders.very == pytest.approx(0.5 + math.log(0.8 / 0.2) / 8, abs=0.06)


def test_levels_hold_on_challenges_that_did_not_set_them(cases: list[Shown]) -> None:
    found = figures(cases[:80], left_out(cases[:80], TWO_VOICES))
    assert found["sehr passend, right"] >= 0.75
    assert found["passend, right"] >= 0.45


def test_a_challenge_without_its_own_voice_may_be_lost() -> None:
    cases = [shown(0.5, True, strength / 10) for strength in range(10)] + [Shown(False, -1.0, ())]
    kept = figures(cases, left_out(cases, TWO_VOICES))
    assert kept["answerable kept"] < 1
    assert kept["empties found"] == 1
