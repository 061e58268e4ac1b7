"""The only place that reads the clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "America/La_Paz"

_frozen: list[datetime] = []


def now() -> datetime:
    """Return this moment as an aware UTC datetime."""
    if _frozen:
        return _frozen[-1]
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str = DEFAULT_ZONE) -> date:
    """Return the calendar day of a moment in a zone: the day that law and people mean."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today(zone: str = DEFAULT_ZONE) -> date:
    """Return the current calendar day in a zone."""
    return local_date(now(), zone)


def end_of_day(day: date, zone: str = DEFAULT_ZONE) -> datetime:
    """Return 23:59:59 of a day in a zone, as aware UTC: where a deadline "on the 5th" ends."""
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def start_of_day(day: date, zone: str = DEFAULT_ZONE) -> datetime:
    """Return the first moment of a day in a zone, as aware UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@contextmanager
def frozen_at(moment: datetime) -> Iterator[None]:
    """Hold the clock at an aware moment while the block runs; for tests and demonstrations."""
    if moment.tzinfo is None:
        raise ValueError("the clock is frozen at aware moments only")
    _frozen.append(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.pop()


def advance(delta: timedelta) -> None:
    """Move a frozen clock; raises RuntimeError when the clock runs."""
    if not _frozen:
        raise RuntimeError("only a frozen clock can be moved")
    _frozen[-1] += delta
