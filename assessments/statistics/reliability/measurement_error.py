"""How far one person's score may lie from the true one."""

from math import sqrt

from assessments.statistics.reasons import Estimate, Reason

_LEAST_ITEMS = 2


def standard_error_of_measurement(*, sd: float, reliability: float) -> float:
    """Return sd times the root of (1 - reliability), in points of the score.

    Source: Lord and Novick 1968.
    """
    if reliability > 1 or sd < 0:
        raise ValueError("a reliability is at most 1 and a standard deviation not negative")
    return sd * sqrt(1 - reliability)


def conditional_standard_error(*, right: int, items: int) -> Estimate:
    """Return the error of a score of so many right answers; TOO_FEW below two items.

    0 at both ends, where the formula knows nothing. Source: Lord 1955.
    """
    if not 0 <= right <= items:
        raise ValueError(f"right answers lie between 0 and the items: {right} of {items}")
    if items < _LEAST_ITEMS:
        return Reason.TOO_FEW
    return sqrt(right * (items - right) / (items - 1))
