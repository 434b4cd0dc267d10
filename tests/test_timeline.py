"""Breaks as literals agree with breaks counted on the fingers, for every way a day of six slots can go."""

from itertools import product

import pytest

from matcher.events.asking import Asker
from matcher.events.deadline import Deadline
from matcher.events.formula import Formula
from matcher.events.timeline import Timeline

SLOTS = 6
SECONDS = 60.0
DAYS = list(product((False, True), repeat=SLOTS))


def breaks(day: tuple[bool, ...]) -> int:
    """Stretches of idle slots with a meeting on either side."""
    spelled = "".join("G" if meets else "." for meets in day).strip(".")
    return sum(bool(stretch) for stretch in spelled.split("G"))


def said(slots: list[int], day: tuple[bool, ...]) -> list[int]:
    return [slot if meets else -slot for slot, meets in zip(slots, day, strict=True)]


@pytest.mark.parametrize("most", [1, 2])
def test_no_day_has_fewer_breaks_than_it_has(most: int) -> None:
    """As many literals can be false as there are breaks fewer; with more breaks than `most` there is no such day."""
    formula = Formula()
    slots = [formula.fresh() for _ in range(SLOTS)]
    timeline = Timeline(formula, slots, most, "Höchstens so viele Pausen.")
    timeline.count()
    with Asker(formula, Deadline(SECONDS)) as asker:
        for day in DAYS:
            for k, more in enumerate(timeline.more):
                clash = asker.clashing([*said(slots, day), -more], Deadline(SECONDS))
                assert (clash is not None) == (breaks(day) > k or breaks(day) > most), day


def test_who_meets_so_often_has_a_break_where_the_meetings_lie_apart() -> None:
    formula = Formula()
    slots = [formula.fresh() for _ in range(SLOTS)]
    twice = formula.fresh()
    timeline = Timeline(formula, slots, 1, None)
    timeline.meet(2, twice)
    with Asker(formula, Deadline(SECONDS)) as asker:
        apart = [slots[0], slots[3], -timeline.more[0]]
        assert asker.clashing([twice, *apart], Deadline(SECONDS))
        assert asker.clashing([-twice, *apart], Deadline(SECONDS)) is None
        assert asker.clashing([twice, slots[0], slots[1], -timeline.more[0]], Deadline(SECONDS)) is None


def test_an_end_of_a_break_is_true_just_there() -> None:
    """A slot in which somebody never can meet is idle like any other."""
    formula = Formula()
    first, last = formula.fresh(), formula.fresh()
    timeline = Timeline(formula, [first, None, last], 1, None)
    (end,) = timeline.ends()
    with Asker(formula, Deadline(SECONDS)) as asker:
        for meets in product((False, True), repeat=2):
            now = said([first, last], meets)
            assert (asker.clashing([*now, -end], Deadline(SECONDS)) is not None) == all(meets)
            assert (asker.clashing([*now, end], Deadline(SECONDS)) is None) == all(meets)


def test_who_never_can_meet_has_no_breaks() -> None:
    formula = Formula()
    timeline = Timeline(formula, [None, None, None], 1, None)
    timeline.count()
    assert timeline.met is None
    assert timeline.ends() == []
