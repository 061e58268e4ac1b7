"""Student's t, F and chi-squared (one degree of freedom): tail areas and quantiles."""

from collections.abc import Callable
from math import erfc, exp, lgamma, log, log1p, sqrt

_TINY = 1e-300
_PRECISION = 1e-15
_MOST_STEPS = 1000
_HALVINGS = 200


def chi_squared_tail(statistic: float) -> float:
    """Return the area above the statistic of chi-squared with one degree of freedom.

    Source: the square of a standard normal; Abramowitz and Stegun 1964, 26.4.
    """
    return erfc(sqrt(statistic / 2))


def student_t_two_sided(statistic: float, degrees: float) -> float:
    """Return the area beyond -abs(t) and abs(t). Source: Abramowitz and Stegun 1964, 26.7.1."""
    return beta_share(degrees / (degrees + statistic * statistic), degrees / 2, 0.5)


def student_t_quantile(confidence: float, degrees: float) -> float:
    """Return the t of a two-sided interval, 2.7764 for 0.95 and 4 degrees of freedom."""
    return sqrt(f_quantile(confidence, 1, degrees))


def f_cumulative(statistic: float, degrees_1: float, degrees_2: float) -> float:
    """Return the area of F below the statistic. Source: Abramowitz and Stegun 1964, 26.6.2."""
    if statistic <= 0:
        return 0.0
    scaled = degrees_1 * statistic
    return beta_share(scaled / (scaled + degrees_2), degrees_1 / 2, degrees_2 / 2)


def f_quantile(area: float, degrees_1: float, degrees_2: float) -> float:
    """Return the F below which the area lies, by halving."""
    if not 0 < area < 1:
        raise ValueError("an area lies between 0 and 1, ends excluded")
    return _invert(lambda value: f_cumulative(value, degrees_1, degrees_2), area)


def beta_share(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b).

    Source: Abramowitz and Stegun 1964, 26.5.8 (continued fraction), evaluated after Lentz 1976.
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    # The fraction converges fast only on this side; the other side is the mirror image.
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    upper = 1.0
    lower = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = lower
    for step in range(1, _MOST_STEPS):
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        change = 1.0
        for term in (even, odd):
            lower = 1 / _away_from_zero(1 + term * lower)
            upper = _away_from_zero(1 + term / upper)
            change = upper * lower
            value *= change
        if abs(change - 1) < _PRECISION:
            break
    return value


def _away_from_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _invert(cumulative: Callable[[float], float], area: float) -> float:
    low, high = 0.0, 1.0
    while cumulative(high) < area:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if cumulative(middle) < area:
            low = middle
        else:
            high = middle
    return (low + high) / 2
