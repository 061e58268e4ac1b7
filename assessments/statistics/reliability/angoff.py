"""The cut score that a panel of judges proposes, with how sure the panel is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from assessments.statistics.distributions import student_t_quantile
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval
from assessments.statistics.moments import plain_mean, plain_sample_sd
from assessments.statistics.reasons import Estimate, Reason

_LEAST_JUDGES = 2


@dataclass(frozen=True, kw_only=True)
class AngoffCut:
    """A cut score in points, not rounded: the panel fixes and signs the final one.

    cut_without: the cut if that judge were left out, in the order of the judges.
    """

    cut: float
    share: float
    judge_sums: tuple[float, ...]
    item_means: tuple[float, ...]
    sd_judges: float
    standard_error: float
    interval: Interval
    cut_without: tuple[float, ...]


def angoff_cut(
    estimates: Sequence[Sequence[float]], *, confidence: float = DEFAULT_CONFIDENCE
) -> AngoffCut | Reason:
    """Return the cut: rows are judges, columns items, each the chance of a barely competent person.

    TOO_FEW below two judges or without items. Interval by Student's t with J - 1 degrees.
    Raises ValueError for a chance outside 0 to 1. Source: Angoff 1971.
    """
    _require_chances(estimates)
    if len(estimates) < _LEAST_JUDGES or not estimates[0]:
        return Reason.TOO_FEW
    judges, items = len(estimates), len(estimates[0])
    sums = [fsum(row) for row in estimates]
    cut, sd = plain_mean(sums), plain_sample_sd(sums)
    error = sd / sqrt(judges)
    half = student_t_quantile(confidence, judges - 1) * error
    return AngoffCut(
        cut=cut,
        share=cut / items,
        judge_sums=tuple(sums),
        item_means=tuple(plain_mean(column) for column in zip(*estimates, strict=True)),
        sd_judges=sd,
        standard_error=error,
        interval=Interval(low=max(0.0, cut - half), high=min(float(items), cut + half)),
        cut_without=tuple((fsum(sums) - one) / (judges - 1) for one in sums),
    )


def angoff_cut_without_strictest(estimates: Sequence[Sequence[float]]) -> Estimate:
    """Return the cut without the judge who asks for most, or TOO_FEW below two judges."""
    cut = angoff_cut(estimates)
    if isinstance(cut, Reason):
        return cut
    return min(cut.cut_without)


def _require_chances(estimates: Sequence[Sequence[float]]) -> None:
    if any(len(row) != len(estimates[0]) for row in estimates):
        raise ValueError("every judge estimates every item")
    if any(not 0 <= chance <= 1 for row in estimates for chance in row):
        raise ValueError("a chance lies between 0 and 1")
