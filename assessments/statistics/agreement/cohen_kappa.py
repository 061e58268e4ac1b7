"""Cohen's kappa of two raters, plain and weighted, with its standard errors."""

from dataclasses import dataclass
from math import fsum, sqrt

from assessments.statistics.agreement.rating_table import (
    RatingTable,
    Weighting,
    Weights,
    agreement_weights,
    require_square,
)
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval, normal_quantile
from assessments.statistics.reasons import Reason

_ROUNDING_DUST = 1e-12


@dataclass(frozen=True, kw_only=True)
class Kappa:
    """Kappa of two raters: observed and expected agreement, its error and its interval.

    standard_error_null belongs to the test of kappa = 0; the interval uses standard_error and is
    cut to -1 to 1.
    """

    subjects: int
    observed: float
    expected: float
    kappa: float
    standard_error: float
    standard_error_null: float
    interval: Interval


def cohen_kappa(
    table: RatingTable,
    *,
    weighting: Weighting = Weighting.IDENTITY,
    confidence: float = DEFAULT_CONFIDENCE,
) -> Kappa | Reason:
    """Return kappa of a table; NO_ANSWERS when empty, NO_VARIANCE when all chose one category.

    Source: Cohen 1960; weighted, Cohen 1968; standard errors, Fleiss, Cohen and Everitt 1969.
    """
    require_square(table)
    subjects = sum(map(sum, table))
    if subjects == 0:
        return Reason.NO_ANSWERS
    weights = agreement_weights(len(table), weighting)
    shares = tuple(tuple(cell / subjects for cell in row) for row in table)
    chance = _independent(shares)
    observed, expected = _weighted_sum(shares, weights), _weighted_sum(chance, weights)
    if 1 - expected < _ROUNDING_DUST:
        return Reason.NO_VARIANCE
    kappa = (observed - expected) / (1 - expected)
    error = _standard_error(shares, weights, kappa=kappa, expected=expected, subjects=subjects)
    null = _standard_error(chance, weights, kappa=0.0, expected=expected, subjects=subjects)
    half = normal_quantile(confidence) * error
    return Kappa(
        subjects=subjects,
        observed=observed,
        expected=expected,
        kappa=kappa,
        standard_error=error,
        standard_error_null=null,
        interval=Interval(low=max(-1.0, kappa - half), high=min(1.0, kappa + half)),
    )


def _independent(shares: Weights) -> Weights:
    rows = [fsum(row) for row in shares]
    columns = [fsum(column) for column in zip(*shares, strict=True)]
    return tuple(tuple(row * column for column in columns) for row in rows)


def _weighted_sum(shares: Weights, weights: Weights) -> float:
    return fsum(
        share * weight
        for share_row, weight_row in zip(shares, weights, strict=True)
        for share, weight in zip(share_row, weight_row, strict=True)
    )


def _standard_error(
    shares: Weights, weights: Weights, *, kappa: float, expected: float, subjects: int
) -> float:
    places = range(len(shares))
    rows = [fsum(row) for row in shares]
    columns = [fsum(column) for column in zip(*shares, strict=True)]
    row_weights = [fsum(weights[i][j] * columns[j] for j in places) for i in places]
    column_weights = [fsum(weights[i][j] * rows[i] for i in places) for j in places]
    spread = fsum(
        shares[i][j] * (weights[i][j] - (row_weights[i] + column_weights[j]) * (1 - kappa)) ** 2
        for i in places
        for j in places
    )
    centre = kappa - expected * (1 - kappa)
    return sqrt(max(0.0, spread - centre * centre)) / ((1 - expected) * sqrt(subjects))
