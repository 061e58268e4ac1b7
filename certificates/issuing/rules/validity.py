"""Until when a certificate is valid."""

import calendar
from datetime import date


def expires_on(issued_on: date, months: int | None) -> date | None:
    """Return the last day of validity, None where certificates do not expire."""
    if months is None:
        return None
    year, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + year, month + 1
    return date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))


def is_expired(expires: date | None, today: date) -> bool:
    """Tell whether the last day of validity is over."""
    return expires is not None and today > expires
