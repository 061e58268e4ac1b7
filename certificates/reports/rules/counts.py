"""Counts of enrolments by how they stand; every share has its denominator."""

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Enrolments of a group. The states add up to `enrolled`; certified ones are among passed."""

    enrolled: int = 0
    withdrawn: int = 0
    dropped_out: int = 0
    working: int = 0
    failed: int = 0
    passed: int = 0
    certified: int = 0
    """Passed with a certificate that is in force."""

    def __add__(self, other: "Counts") -> "Counts":
        """Return the counts of two groups that have nobody in common."""
        return Counts(
            **{
                field.name: getattr(self, field.name) + getattr(other, field.name)
                for field in fields(self)
            }
        )


def total_of(groups: Iterable[Counts]) -> Counts:
    """Return the counts of all groups together."""
    return sum(groups, Counts())


def share_percent(part: int, whole: int) -> int | None:
    """Return a share as a whole percent, halves up; None when there is nothing to share."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)
