"""Periods between two days of which either may be open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Period:
    """From a day to a day, both included; None is open."""

    starts_on: date | None = None
    ends_on: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the period."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two periods share a day."""
        return not _is_before(self, other) and not _is_before(other, self)


def clashes(new: Period, others: Iterable[Period]) -> bool:
    """Tell whether a period shares a day with any of the others."""
    return any(new.overlaps(other) for other in others)


def _is_before(first: Period, second: Period) -> bool:
    return (
        first.ends_on is not None
        and second.starts_on is not None
        and first.ends_on < second.starts_on
    )
