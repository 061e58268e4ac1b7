"""Computes the final mark of a participant out of the marks of the activities."""

from collections.abc import Iterable
from dataclasses import dataclass

WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One activity with a weight, for one participant; percents are whole, 0 to 100."""

    weight: int
    score_percent: int | None = None
    """None: there is no mark yet."""
    is_exempt: bool = False


@dataclass(frozen=True, kw_only=True)
class FinalMark:
    """The final mark and on how much of the weight it stands."""

    percent: int | None
    """Whole, 0 to 100, halves up; None when nothing counts yet."""
    counted_weight: int
    """Weight of the activities that counted."""
    asked_weight: int
    """Weight of all activities from which the person is not exempt."""

    @property
    def is_whole(self) -> bool:
        """Tell whether every activity that is asked for counted."""
        return self.counted_weight == self.asked_weight


def final_mark(marks: Iterable[Mark], *, missing_is_zero: bool) -> FinalMark:
    """Return the weighted mean of the marks as a whole percent, halves up.

    The weight of an exempt activity is shared among the others in proportion to theirs. A missing
    mark counts zero once the course is closed for the person, and is left out before: the mark is
    then *so far*. An activity of weight zero changes nothing.
    """
    asked = [mark for mark in marks if not mark.is_exempt]
    counted = [mark for mark in asked if missing_is_zero or mark.score_percent is not None]
    weight = sum(mark.weight for mark in counted)
    earned = sum(mark.weight * (mark.score_percent or 0) for mark in counted)
    return FinalMark(
        percent=None if weight == 0 else halves_up(earned, weight),
        counted_weight=weight,
        asked_weight=sum(mark.weight for mark in asked),
    )


def halves_up(part: int, whole: int) -> int:
    """Return a quotient of whole numbers as the nearest whole number, halves up; exact."""
    return (2 * part + whole) // (2 * whole)
