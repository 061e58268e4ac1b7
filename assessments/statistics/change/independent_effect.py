"""How far two different groups of people stand apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from assessments.statistics.change.paired_effect import small_sample_correction
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval, normal_quantile
from assessments.statistics.moments import LEAST_FOR_VARIANCE, plain_mean, plain_sample_sd
from assessments.statistics.reasons import Reason


@dataclass(frozen=True, kw_only=True)
class GroupSummary:
    """A group's size, mean and sample standard deviation."""

    people: int
    mean: float
    sd: float


@dataclass(frozen=True, kw_only=True)
class IndependentEffect:
    """The standardised difference of two groups, first minus second; g is the one to report."""

    d: float
    g: float
    correction: float
    sd_pooled: float
    standard_error: float
    interval: Interval


def summarise_group(values: Sequence[float]) -> GroupSummary | Reason:
    """Return size, mean and standard deviation of a group, or TOO_FEW below two people."""
    if len(values) < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    return GroupSummary(people=len(values), mean=plain_mean(values), sd=plain_sample_sd(values))


def independent_effect(
    first: GroupSummary, second: GroupSummary, *, confidence: float = DEFAULT_CONFIDENCE
) -> IndependentEffect | Reason:
    """Return Hedges' g of two groups; TOO_FEW below two people in one, NO_VARIANCE without spread.

    Source: Hedges 1981; standard error with g in the second term, as in reference section 6.
    """
    if min(first.people, second.people) < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    degrees = first.people + second.people - 2
    correction = small_sample_correction(degrees)
    if isinstance(correction, Reason):
        return correction
    squares = sum((group.people - 1) * group.sd**2 for group in (first, second))
    sd_pooled = sqrt(squares / degrees)
    if sd_pooled == 0:
        return Reason.NO_VARIANCE
    d = (first.mean - second.mean) / sd_pooled
    g = d * correction
    everyone = first.people + second.people
    error = sqrt(everyone / (first.people * second.people) + g * g / (2 * everyone))
    half = normal_quantile(confidence) * error
    return IndependentEffect(
        d=d,
        g=g,
        correction=correction,
        sd_pooled=sd_pooled,
        standard_error=error,
        interval=Interval(low=g - half, high=g + half),
    )
