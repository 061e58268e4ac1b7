"""Dates as a Spanish reader expects them in a formal document."""

from datetime import date

_MONTHS = (
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
)


def long_date(day: date) -> str:
    """Return a day in words: 28 de agosto de 2026."""
    return f"{_day_and_month(day)} de {day.year}"


def date_span(first: date, last: date) -> str:
    """Return two days as one phrase: del 3 al 28 de agosto de 2026.

    Says only once what both have in common. The same day twice gives "el 3 de agosto de 2026".
    """
    if first == last:
        return f"el {long_date(first)}"
    if first.year != last.year:
        return f"del {long_date(first)} al {long_date(last)}"
    if first.month != last.month:
        return f"del {_day_and_month(first)} al {long_date(last)}"
    return f"del {first.day} al {long_date(last)}"


def _day_and_month(day: date) -> str:
    return f"{day.day} de {_MONTHS[day.month - 1]}"
