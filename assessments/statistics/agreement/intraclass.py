"""Intraclass correlations of several judges who all scored the same targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from assessments.statistics.distributions import f_quantile
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval
from assessments.statistics.moments import plain_mean, sum_of_squares
from assessments.statistics.reasons import Estimate, Reason

_LEAST = 2


@dataclass(frozen=True, kw_only=True)
class MeanSquares:
    """Mean squares of a two-way table: between targets, judges, residual, within targets."""

    targets: int
    judges: int
    between: float
    between_judges: float
    residual: float
    within: float


@dataclass(frozen=True, kw_only=True)
class IntraclassCorrelations:
    """The six coefficients of Shrout and Fleiss; report absolute_single, ICC(2,1).

    one_way: judges differ by target. absolute: judges are a sample, severity counts as error.
    consistent: these judges only, severity does not count. average: of the mean of all judges.
    """

    mean_squares: MeanSquares
    judge_means: tuple[float, ...]
    one_way_single: Estimate
    absolute_single: Estimate
    absolute_single_interval: Interval | Reason
    consistent_single: Estimate
    one_way_average: Estimate
    absolute_average: Estimate
    consistent_average: Estimate


def intraclass_correlations(
    scores: Sequence[Sequence[float]], *, confidence: float = DEFAULT_CONFIDENCE
) -> IntraclassCorrelations | Reason:
    """Return the six coefficients: rows are targets, columns judges, no gaps.

    TOO_FEW below two targets or judges, NO_VARIANCE when all scores are equal. A coefficient whose
    denominator is 0 is NO_VARIANCE. Source: Shrout and Fleiss 1979, interval of ICC(2,1) included.
    """
    if any(len(row) != len(scores[0]) for row in scores):
        raise ValueError("every target has a score from every judge")
    if len(scores) < _LEAST or len(scores[0]) < _LEAST:
        return Reason.TOO_FEW
    if sum_of_squares([score for row in scores for score in row]) == 0:
        return Reason.NO_VARIANCE
    squares = _mean_squares(scores)
    n, k = squares.targets, squares.judges
    b, j, e, w = squares.between, squares.between_judges, squares.residual, squares.within
    absolute = _coefficient(b - e, b + (k - 1) * e + k * (j - e) / n)
    return IntraclassCorrelations(
        mean_squares=squares,
        judge_means=tuple(plain_mean(column) for column in zip(*scores, strict=True)),
        one_way_single=_coefficient(b - w, b + (k - 1) * w),
        absolute_single=absolute,
        absolute_single_interval=_absolute_interval(squares, absolute, confidence),
        consistent_single=_coefficient(b - e, b + (k - 1) * e),
        one_way_average=_coefficient(b - w, b),
        absolute_average=_coefficient(b - e, b + (j - e) / n),
        consistent_average=_coefficient(b - e, b),
    )


def _mean_squares(scores: Sequence[Sequence[float]]) -> MeanSquares:
    n, k = len(scores), len(scores[0])
    everything = sum_of_squares([score for row in scores for score in row])
    between = k * sum_of_squares([plain_mean(row) for row in scores])
    judges = n * sum_of_squares([plain_mean(column) for column in zip(*scores, strict=True)])
    within = fsum(sum_of_squares(row) for row in scores)
    residual = everything - between - judges
    # What remains after two subtractions can fall below zero, or short of it, by rounding alone.
    residual = 0.0 if residual < everything * 1e-12 else residual
    return MeanSquares(
        targets=n,
        judges=k,
        between=between / (n - 1),
        between_judges=judges / (k - 1),
        residual=residual / ((n - 1) * (k - 1)),
        within=within / (n * (k - 1)),
    )


def _coefficient(numerator: float, denominator: float) -> Estimate:
    return Reason.NO_VARIANCE if denominator == 0 else numerator / denominator


def _absolute_interval(
    squares: MeanSquares, coefficient: Estimate, confidence: float
) -> Interval | Reason:
    if isinstance(coefficient, Reason):
        return coefficient
    n, k = squares.targets, squares.judges
    b, j, e = squares.between, squares.between_judges, squares.residual
    # Without residual, or with targets that do not differ, the interval would shrink to a point.
    if min(b, e) == 0:
        return Reason.NO_VARIANCE
    # Below 0 the approximate degrees of freedom fall to nothing; such a coefficient is read as 0.
    read = max(0.0, coefficient)
    ratio = k * read * j / e
    rest = n * (1 + (k - 1) * read) - k * read
    degrees = (k - 1) * (n - 1) * (ratio + rest) ** 2 / ((n - 1) * ratio**2 + rest**2)
    area = (1 + confidence) / 2
    upper_f, lower_f = f_quantile(area, n - 1, degrees), f_quantile(area, degrees, n - 1)
    shared = k * j + (k * n - k - n) * e
    low = n * (b - upper_f * e) / (upper_f * shared + n * b)
    high = n * (lower_f * b - e) / (shared + n * lower_f * b)
    return Interval(low=low, high=high)
