"""Adds the scores of an attempt's questions to a whole percent."""

from collections.abc import Sequence
from fractions import Fraction

PASS_PERCENT = 70
"""Where a course does not say otherwise."""
_FINEST = 100_000


def attempt_percent(scores: Sequence[float | Fraction]) -> int:
    """Return the score as a whole percent, 0 to 100, halves up; each question weighs the same.

    Scores are 0 to 1, one for each question asked; no questions give 0.
    """
    if not scores:
        return 0
    # Thirds come back from the database as floats: they are made thirds again before adding.
    total = sum((Fraction(score).limit_denominator(_FINEST) for score in scores), Fraction(0))
    return int(total * 100 / len(scores) + Fraction(1, 2))
