"""Between which differences two judges or instruments usually lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.statistics.intervals import Interval
from assessments.statistics.moments import (
    LEAST_FOR_VARIANCE,
    plain_mean,
    plain_sample_sd,
    require_pairs,
)
from assessments.statistics.reasons import Reason

DEFAULT_MULTIPLE = 1.96
"""Bland and Altman used 2 in 1986; 1.96 is today's habit."""


@dataclass(frozen=True, kw_only=True)
class LimitsOfAgreement:
    """Mean difference (first minus second), its standard deviation and the limits around it."""

    pairs: int
    mean_difference: float
    sd_difference: float
    limits: Interval


def limits_of_agreement(
    first: Sequence[float], second: Sequence[float], *, multiple: float = DEFAULT_MULTIPLE
) -> LimitsOfAgreement | Reason:
    """Return mean difference plus and minus multiple standard deviations; TOO_FEW below two pairs.

    Source: Bland and Altman 1986.
    """
    require_pairs(first, second)
    if len(first) < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    differences = [one - other for one, other in zip(first, second, strict=True)]
    centre, spread = plain_mean(differences), plain_sample_sd(differences)
    return LimitsOfAgreement(
        pairs=len(first),
        mean_difference=centre,
        sd_difference=spread,
        limits=Interval(low=centre - multiple * spread, high=centre + multiple * spread),
    )
