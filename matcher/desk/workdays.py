"""Working days in Hessen: what the office promises is counted in them."""

from __future__ import annotations

from datetime import date, timedelta

FIXED = ((1, 1), (5, 1), (10, 3), (12, 24), (12, 25), (12, 26), (12, 31))
"""Month and day; on 24 and 31 December no town hall of the state is open."""

AFTER_EASTER = (-2, 1, 39, 50, 60)
"""Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi (§ 1 Hessisches Feiertagsgesetz)."""

SATURDAY = 5


def working_day_after(start: date, days: int) -> date:
    """The day that lies so many working days after `start`."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Whether people are at work that day."""
    sunday = easter(day.year)
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED and (day - sunday).days not in AFTER_EASTER


def easter(year: int) -> date:
    """Easter Sunday of a year (J.-M. Oudin's form of the Gregorian computus, Explanatory Supplement, 1992, p. 605)."""
    cycle, century = year % 19, year // 100
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * cycle + skipped + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - cycle) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    distance = moon - weekday
    month = 3 + (distance + 40) // 44
    return date(year, month, distance + 28 - 31 * (month // 4))
