"""Fleiss' kappa of a fixed number of raters a subject."""

from dataclasses import dataclass
from math import fsum

from assessments.statistics.agreement.category_counts import CategoryCounts, require_counts
from assessments.statistics.reasons import Reason

_LEAST_RATERS = 2
_ROUNDING_DUST = 1e-12


@dataclass(frozen=True, kw_only=True)
class FleissKappa:
    """Fleiss' kappa with its observed and expected agreement."""

    subjects: int
    raters: int
    observed: float
    expected: float
    kappa: float


def fleiss_kappa(counts: CategoryCounts) -> FleissKappa | Reason:
    """Return kappa of subjects that each have the same number of raters.

    NO_ANSWERS without subjects, TOO_FEW below two raters, NO_VARIANCE when all chose one category.
    Raises ValueError for unequal numbers of raters: use Krippendorff's alpha or Gwet's AC1 there.
    Source: Fleiss 1971.
    """
    require_counts(counts)
    if not counts:
        return Reason.NO_ANSWERS
    raters = sum(counts[0])
    if any(sum(row) != raters for row in counts):
        raise ValueError("Fleiss' kappa needs the same number of raters for every subject")
    if raters < _LEAST_RATERS:
        return Reason.TOO_FEW
    subjects = len(counts)
    pairs = sum(cell * (cell - 1) for row in counts for cell in row)
    observed = pairs / (subjects * raters * (raters - 1))
    shares = [sum(column) / (subjects * raters) for column in zip(*counts, strict=True)]
    expected = fsum(share * share for share in shares)
    if 1 - expected < _ROUNDING_DUST:
        return Reason.NO_VARIANCE
    return FleissKappa(
        subjects=subjects,
        raters=raters,
        observed=observed,
        expected=expected,
        kappa=(observed - expected) / (1 - expected),
    )
