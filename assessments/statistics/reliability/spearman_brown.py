"""What happens to reliability when an instrument or a panel grows."""

from assessments.statistics.reasons import Estimate, ratio


def lengthened_reliability(reliability: float, *, times: float) -> Estimate:
    """Return the reliability of an instrument made so many times as long (or of more judges).

    DIVISION_BY_ZERO where a negative reliability makes the formula break down.
    Source: Spearman 1910; Brown 1910.
    """
    if times <= 0:
        raise ValueError(f"a length is positive: {times}")
    return ratio(times * reliability, 1 + (times - 1) * reliability)


def times_needed(*, reliability: float, wanted: float) -> Estimate:
    """Return how many times as long an instrument must be; DIVISION_BY_ZERO from 0 or up to 1.

    Source: Spearman 1910; Brown 1910, solved for the length.
    """
    return ratio(wanted * (1 - reliability), reliability * (1 - wanted))
