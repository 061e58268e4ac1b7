"""Means, standard deviations and correlations that say why when they do not exist."""

from collections.abc import Sequence
from math import fsum, sqrt

from assessments.statistics.reasons import Estimate, Reason

LEAST_FOR_VARIANCE = 2
"""A sample variance divides by n - 1."""


def mean(values: Sequence[float]) -> Estimate:
    """Return the arithmetic mean, or NO_PEOPLE for no values."""
    if not values:
        return Reason.NO_PEOPLE
    return plain_mean(values)


def plain_mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean of at least one value."""
    return fsum(values) / len(values)


def sum_of_squares(values: Sequence[float]) -> float:
    """Return the sum of squared distances from the mean; exactly 0 when all values are equal."""
    if not values or all(value == values[0] for value in values):
        # A mean that is rounded would leave dust that later looks like variance.
        return 0.0
    centre = plain_mean(values)
    return fsum((value - centre) ** 2 for value in values)


def sample_sd(values: Sequence[float]) -> Estimate:
    """Return the standard deviation with n - 1, or TOO_FEW below two values."""
    if len(values) < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    return plain_sample_sd(values)


def plain_sample_sd(values: Sequence[float]) -> float:
    """Return the standard deviation with n - 1 of at least two values."""
    return sqrt(sum_of_squares(values) / (len(values) - 1))


def population_variance(values: Sequence[float]) -> float:
    """Return the variance with n of at least one value."""
    return sum_of_squares(values) / len(values)


def correlation(first: Sequence[float], second: Sequence[float]) -> Estimate:
    """Return Pearson's r of pairs, or TOO_FEW below two pairs, or NO_VARIANCE.

    Source: Pearson 1895, product-moment correlation.
    """
    require_pairs(first, second)
    if len(first) < LEAST_FOR_VARIANCE:
        return Reason.TOO_FEW
    spread = sqrt(sum_of_squares(first)) * sqrt(sum_of_squares(second))
    if spread == 0:
        return Reason.NO_VARIANCE
    centre_1, centre_2 = plain_mean(first), plain_mean(second)
    shared = fsum((x - centre_1) * (y - centre_2) for x, y in zip(first, second, strict=True))
    return max(-1.0, min(1.0, shared / spread))


def require_pairs(first: Sequence[object], second: Sequence[object]) -> None:
    """Raise ValueError unless both sequences have the same length."""
    if len(first) != len(second):
        raise ValueError(f"paired values differ in number: {len(first)} and {len(second)}")
