"""How moments, days and numbers are written for people, in the programme's zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from flask import Flask

from lms.core import clock
from lms.core.numbers import written_number

LOCALE = "es_BO"
NO_BREAK = "\N{NO-BREAK SPACE}"


def day(value: date | datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Return a day with its weekday: viernes 27 de noviembre de 2026."""
    return format_date(_day(value, zone), "EEEE d 'de' MMMM 'de' y", locale=LOCALE)


def short_day(value: date | datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Return a day for tables: 27/11/2026."""
    return _day(value, zone).strftime("%d/%m/%Y")


def moment(value: datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Return a moment: viernes 27 de noviembre, 23:59."""
    return format_datetime(
        value.astimezone(ZoneInfo(zone)), "EEEE d 'de' MMMM, HH:mm", locale=LOCALE
    )


def short_moment(value: datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Return a moment for tables: 27/11/2026 23:59."""
    return value.astimezone(ZoneInfo(zone)).strftime("%d/%m/%Y %H:%M")


def hour(value: datetime, zone: str = clock.DEFAULT_ZONE) -> str:
    """Return the hour of a moment: 10:42."""
    return value.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def number(value: float) -> str:
    """Return a number as written in Bolivia, to three decimals: 1.204 or 27,5."""
    return format_decimal(value, locale=LOCALE)


def size(value: int) -> str:
    """Return the size of a file: 340 KB or 2,4 MB."""
    kilobytes = value / 1024
    if kilobytes < 1000:  # noqa: PLR2004 - where KB stops being easy to read
        return f"{max(1, round(kilobytes))}{NO_BREAK}KB"
    return f"{number(round(kilobytes / 1024, 1))}{NO_BREAK}MB"


def add_filters(app: Flask) -> None:
    """Make the formats available to templates as filters."""
    app.jinja_env.filters.update(
        day=day,
        short_day=short_day,
        moment=moment,
        short_moment=short_moment,
        hour=hour,
        number=number,
        written_number=written_number,
        size=size,
    )


def _day(value: date | datetime, zone: str) -> date:
    return clock.local_date(value, zone) if isinstance(value, datetime) else value
