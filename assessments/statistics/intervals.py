"""An interval, and the Wilson interval of a proportion."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from assessments.statistics.reasons import Reason

DEFAULT_CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A closed interval from low to high."""

    low: float
    high: float

    def contains(self, value: float) -> bool:
        """Say whether the value lies in the interval, ends included."""
        return self.low <= value <= self.high


def normal_quantile(confidence: float) -> float:
    """Return the z of a two-sided interval, 1.959964 for a confidence of 0.95."""
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1, ends excluded")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson_interval(
    successes: int, people: int, *, confidence: float = DEFAULT_CONFIDENCE
) -> Interval | Reason:
    """Return the Wilson score interval of successes / people, inside 0 to 1; NO_PEOPLE for none.

    Source: Wilson 1927; method 3, without continuity correction, in Newcombe 1998.
    """
    require_part_of_whole(successes, people)
    if people == 0:
        return Reason.NO_PEOPLE
    z = normal_quantile(confidence)
    share = successes / people
    centre = share + z * z / (2 * people)
    half = z * sqrt(share * (1 - share) / people + z * z / (4 * people * people))
    scale = 1 + z * z / people
    # The ends are exactly 0 and 1 when nobody or everybody succeeds; rounding would leave dust.
    low = 0.0 if successes == 0 else max(0.0, (centre - half) / scale)
    high = 1.0 if successes == people else min(1.0, (centre + half) / scale)
    return Interval(low=low, high=high)


def require_part_of_whole(part: int, whole: int) -> None:
    """Raise ValueError unless 0 <= part <= whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"a part lies between 0 and its whole: {part} of {whole}")
