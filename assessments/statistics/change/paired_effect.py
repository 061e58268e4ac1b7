"""How much the same people changed between two moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from assessments.statistics.distributions import student_t_quantile, student_t_two_sided
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval
from assessments.statistics.moments import (
    LEAST_FOR_VARIANCE,
    correlation,
    plain_mean,
    plain_sample_sd,
    require_pairs,
)
from assessments.statistics.reasons import Estimate, Reason

_LEAST_DEGREES_FOR_CORRECTION = 2


@dataclass(frozen=True, kw_only=True)
class PairedEffect:
    """Change of the same people, post minus pre, in the units of the score and standardised.

    Report d_pre_corrected: d_z depends on the correlation and cannot be compared between courses.
    """

    people: int
    mean_difference: float
    mean_interval: Interval
    sd_pre: float
    sd_post: float
    sd_difference: float
    correlation: Estimate
    t: Estimate
    p_value: Estimate
    d_pre: Estimate
    d_z: Estimate
    d_av: Estimate
    correction: Estimate
    d_pre_corrected: Estimate


def paired_effect(
    pre: Sequence[float], post: Sequence[float], *, confidence: float = DEFAULT_CONFIDENCE
) -> PairedEffect | Reason:
    """Return the change from pre to post of the same people, in the same order; TOO_FEW below two.

    Source: Becker 1988 (d_pre); Lakens 2013 (d_z, d_av); Hedges 1981 (correction);
    Student 1908 (t and its interval).
    """
    require_pairs(pre, post)
    people = len(pre)
    if people < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    differences = [after - before for before, after in zip(pre, post, strict=True)]
    gain = plain_mean(differences)
    sd_pre, sd_post, sd_difference = (
        plain_sample_sd(values) for values in (pre, post, differences)
    )
    standard_error = sd_difference / sqrt(people)
    half = student_t_quantile(confidence, people - 1) * standard_error
    t = standardise(gain, standard_error)
    d_pre = standardise(gain, sd_pre)
    correction = small_sample_correction(people - 1)
    return PairedEffect(
        people=people,
        mean_difference=gain,
        mean_interval=Interval(low=gain - half, high=gain + half),
        sd_pre=sd_pre,
        sd_post=sd_post,
        sd_difference=sd_difference,
        correlation=correlation(pre, post),
        t=t,
        p_value=t if isinstance(t, Reason) else student_t_two_sided(t, people - 1),
        d_pre=d_pre,
        d_z=standardise(gain, sd_difference),
        d_av=standardise(gain, (sd_pre + sd_post) / 2),
        correction=correction,
        d_pre_corrected=_corrected(d_pre, correction),
    )


def small_sample_correction(degrees: int) -> Estimate:
    """Return J = 1 - 3 / (4 df - 1), or TOO_FEW below two degrees of freedom.

    With one degree the approximation gives 0, which would erase any effect. Source: Hedges 1981.
    """
    if degrees < _LEAST_DEGREES_FOR_CORRECTION:
        return Reason.TOO_FEW
    return 1 - 3 / (4 * degrees - 1)


def standardise(difference: float, spread: float) -> Estimate:
    """Return difference / spread, or NO_VARIANCE where the spread is 0."""
    return Reason.NO_VARIANCE if spread == 0 else difference / spread


def _corrected(effect: Estimate, correction: Estimate) -> Estimate:
    if isinstance(effect, Reason):
        return effect
    return correction if isinstance(correction, Reason) else effect * correction
