"""Gwet's AC1 and AC2, which stay steady where nearly all subjects fall in one category."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from assessments.statistics.agreement.category_counts import CategoryCounts, require_counts
from assessments.statistics.agreement.rating_table import (
    RatingTable,
    Weighting,
    Weights,
    agreement_weights,
    require_square,
)
from assessments.statistics.reasons import Reason

_LEAST_RATERS = 2


@dataclass(frozen=True, kw_only=True)
class GwetAgreement:
    """AC1 (identity weights) or AC2 (others), with observed and expected agreement."""

    subjects: int
    observed: float
    expected: float
    coefficient: float


def gwet_two_raters(
    table: RatingTable, *, weighting: Weighting = Weighting.IDENTITY
) -> GwetAgreement | Reason:
    """Return AC1 or AC2 of two raters, or NO_ANSWERS for an empty table.

    Source: Gwet 2008 (AC1); Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed. (AC2).
    """
    require_square(table)
    places = range(len(table))
    counts = [
        [(i == k) + (j == k) for k in places]
        for i in places
        for j in places
        for _ in range(table[i][j])
    ]
    return gwet_agreement(counts, weighting=weighting)


def gwet_agreement(
    counts: CategoryCounts, *, weighting: Weighting = Weighting.IDENTITY
) -> GwetAgreement | Reason:
    """Return AC1 or AC2 of any number of raters, missing ratings allowed.

    Subjects with one rating count for the prevalence, not for the agreement. NO_ANSWERS without
    ratings, TOO_FEW when no subject has two. The categories must be all that raters could choose.
    Source: Gwet 2008 (AC1); Gwet 2014 (AC2, missing ratings).
    """
    require_counts(counts)
    rated = [row for row in counts if sum(row) > 0]
    paired = [row for row in rated if sum(row) >= _LEAST_RATERS]
    if not rated:
        return Reason.NO_ANSWERS
    if not paired:
        return Reason.TOO_FEW
    categories = len(counts[0])
    weights = agreement_weights(categories, weighting)
    observed = fsum(_subject_agreement(row, weights) for row in paired) / len(paired)
    shares = [fsum(row[k] / sum(row) for row in rated) / len(rated) for k in range(categories)]
    spread = fsum(share * (1 - share) for share in shares)
    expected = fsum(map(fsum, weights)) * spread / (categories * (categories - 1))
    # With two or more categories the expected agreement is at most 1/2 for identity weights, and
    # below 1 for the others: the division is safe.
    return GwetAgreement(
        subjects=len(rated),
        observed=observed,
        expected=expected,
        coefficient=(observed - expected) / (1 - expected),
    )


def _subject_agreement(row: Sequence[int], weights: Weights) -> float:
    raters = sum(row)
    agreeing = fsum(
        count * (fsum(w * other for w, other in zip(weights[k], row, strict=True)) - 1)
        for k, count in enumerate(row)
    )
    return agreeing / (raters * (raters - 1))
