"""Which days are holidays where a participant works: the country's and the department's."""

from collections.abc import Callable
from datetime import date
from functools import cache

import holidays

from lms.accounts.api import fold

COUNTRY = "BO"

_SUBDIVISIONS = {
    "beni": "B",
    "cochabamba": "C",
    "chuquisaca": "H",
    "la paz": "L",
    "pando": "N",
    "oruro": "O",
    "potosi": "P",
    "santa cruz": "S",
    "tarija": "T",
}


def holiday_rule(department: str | None) -> Callable[[date], bool]:
    """Return what tells holidays in a department; national ones only where it is unknown.

    The days come with the package `holidays`, so that no network is asked.
    """
    calendar = _calendar(_SUBDIVISIONS.get(fold(department or "")))

    def is_holiday(day: date) -> bool:
        return day in calendar

    return is_holiday


@cache
def _calendar(subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(COUNTRY, subdiv=subdivision)
