"""How far the items of one instrument measure the same thing: alpha, KR-20 and KR-21."""

from collections.abc import Sequence
from math import fsum

from assessments.statistics.distributions import f_quantile
from assessments.statistics.intervals import DEFAULT_CONFIDENCE, Interval
from assessments.statistics.moments import plain_mean, population_variance
from assessments.statistics.reasons import Estimate, Reason

_LEAST = 2


def cronbach_alpha(scores: Sequence[Sequence[float]]) -> Estimate:
    """Return alpha of scores: rows are people, columns items.

    TOO_FEW below two people or items, NO_VARIANCE when all totals are equal.
    Source: Cronbach 1951. For items of right and wrong this equals KR-20.
    """
    _require_rows(scores)
    if _is_too_small(scores):
        return Reason.TOO_FEW
    items = list(zip(*scores, strict=True))
    # The divisor of the variances cancels out.
    total = population_variance([fsum(row) for row in scores])
    return _alpha(len(items), fsum(map(population_variance, items)), total)


def cronbach_alpha_from_covariances(covariances: Sequence[Sequence[float]]) -> Estimate:
    """Return alpha from the covariance matrix of the items. Source: Cronbach 1951."""
    items = len(covariances)
    if any(len(row) != items for row in covariances):
        raise ValueError("a covariance matrix is square")
    if items < _LEAST:
        return Reason.TOO_FEW
    trace = fsum(covariances[item][item] for item in range(items))
    return _alpha(items, trace, fsum(map(fsum, covariances)))


def kr20(answers: Sequence[Sequence[bool]]) -> Estimate:
    """Return KR-20 of answers, right or wrong: rows are people, columns items.

    Uses pq and the population variance. TOO_FEW and NO_VARIANCE as cronbach_alpha.
    Source: Kuder and Richardson 1937, formula 20.
    """
    return cronbach_alpha(answers)


def kr20_without_item(answers: Sequence[Sequence[bool]], item: int) -> Estimate:
    """Return KR-20 of the instrument without one item, counted from 0."""
    return kr20([[*row[:item], *row[item + 1 :]] for row in answers])


def kr21(answers: Sequence[Sequence[bool]]) -> Estimate:
    """Return KR-21, which takes all items as equally hard; TOO_FEW and NO_VARIANCE as kr20.

    Source: Kuder and Richardson 1937, formula 21.
    """
    _require_rows(answers)
    if _is_too_small(answers):
        return Reason.TOO_FEW
    totals = [sum(row) for row in answers]
    items, centre, spread = len(answers[0]), plain_mean(totals), population_variance(totals)
    return _alpha(items, centre * (items - centre) / items, spread)


def alpha_interval(
    alpha: float, *, people: int, items: int, confidence: float = DEFAULT_CONFIDENCE
) -> Interval | Reason:
    """Return the interval of alpha or KR-20, which may reach below 0; TOO_FEW below two of either.

    Source: Feldt 1965.
    """
    if min(people, items) < _LEAST:
        return Reason.TOO_FEW
    tail = (1 - confidence) / 2
    degrees_1, degrees_2 = people - 1, (people - 1) * (items - 1)
    return Interval(
        low=1 - (1 - alpha) * f_quantile(1 - tail, degrees_1, degrees_2),
        high=1 - (1 - alpha) * f_quantile(tail, degrees_1, degrees_2),
    )


def _alpha(items: int, item_variances: float, total_variance: float) -> Estimate:
    if total_variance <= 0:
        return Reason.NO_VARIANCE
    return items / (items - 1) * (1 - item_variances / total_variance)


def _is_too_small(scores: Sequence[Sequence[float]]) -> bool:
    return len(scores) < _LEAST or len(scores[0]) < _LEAST


def _require_rows(scores: Sequence[Sequence[float]]) -> None:
    if any(len(row) != len(scores[0]) for row in scores):
        raise ValueError("every person has a score on every item")
