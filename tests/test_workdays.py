"""Working days in Hessen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.desk.workdays import easter, is_working_day, working_day_after


@pytest.mark.parametrize(
    "sunday", [date(1981, 4, 19), date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25)]
)
def test_easter_is_where_the_calendar_has_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (date(2026, 6, 1), date(2026, 6, 9)),  # Corpus Christi lies between
        (date(2026, 3, 30), date(2026, 4, 8)),  # Good Friday and Easter Monday
        (date(2025, 12, 19), date(2026, 1, 2)),  # Christmas and New Year
        (date(2026, 8, 7), date(2026, 8, 14)),  # a plain week from a Friday
    ],
)
def test_five_working_days_step_over_weekends_and_holidays(asked: date, answered: date) -> None:
    assert working_day_after(asked, 5) == answered


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 60))
def test_the_promised_day_is_a_working_day_and_so_many_lie_between(start: date, days: int) -> None:
    promised = working_day_after(start, days)
    between = [start + timedelta(days=n) for n in range(1, (promised - start).days + 1)]
    assert is_working_day(promised)
    assert sum(map(is_working_day, between)) == days
