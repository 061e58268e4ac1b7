"""Krippendorff's alpha: any number of raters, missing ratings, any metric."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import TypeAlias

from assessments.statistics.reasons import Reason

_LEAST_RATINGS = 2

_Distance: TypeAlias = Callable[[float, float], float]


class Metric(StrEnum):
    """What a distance between two values means."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


@dataclass(frozen=True, kw_only=True)
class KrippendorffAlpha:
    """Alpha with the ratings that could be paired and both disagreements."""

    pairable: int
    observed_disagreement: float
    expected_disagreement: float
    alpha: float


def krippendorff_alpha(
    ratings: Sequence[Sequence[float | None]], *, metric: Metric = Metric.NOMINAL
) -> KrippendorffAlpha | Reason:
    """Return alpha of ratings: rows are units, columns raters, None is not rated.

    Nominal categories go in as any distinct numbers; ratio values are not negative.
    NO_ANSWERS without ratings, TOO_FEW when no unit has two, NO_VARIANCE when all values are equal.
    Source: Krippendorff 2007 and 2011, Computing Krippendorff's alpha-reliability.
    """
    units = [[value for value in row if value is not None] for row in ratings]
    paired = [unit for unit in units if len(unit) >= _LEAST_RATINGS]
    if not any(units):
        return Reason.NO_ANSWERS
    if not paired:
        return Reason.TOO_FEW
    totals = Counter(value for unit in paired for value in unit)
    if len(totals) == 1:
        return Reason.NO_VARIANCE
    distance = _distance(metric, totals)
    pairable = totals.total()
    observed = fsum(_unit_disagreement(unit, distance) for unit in paired) / pairable
    expected = _disagreement(totals, distance) / (pairable * (pairable - 1))
    return KrippendorffAlpha(
        pairable=pairable,
        observed_disagreement=observed,
        expected_disagreement=expected,
        alpha=1 - observed / expected,
    )


def _unit_disagreement(unit: Sequence[float], distance: _Distance) -> float:
    return _disagreement(Counter(unit), distance) / (len(unit) - 1)


def _disagreement(counts: Counter[float], distance: _Distance) -> float:
    return fsum(
        counts[one] * counts[other] * distance(one, other)
        for one in counts
        for other in counts
        if one != other
    )


def _distance(metric: Metric, totals: Counter[float]) -> _Distance:
    match metric:
        case Metric.NOMINAL:
            return lambda one, other: float(one != other)
        case Metric.ORDINAL:
            return _ordinal_distance(totals)
        case Metric.INTERVAL:
            return lambda one, other: (one - other) ** 2
        case Metric.RATIO:
            if min(totals) < 0:
                raise ValueError("a ratio scale has no negative values")
            return lambda one, other: ((one - other) / (one + other)) ** 2


def _ordinal_distance(totals: Counter[float]) -> _Distance:
    # Values weigh by how often they were used: the distance counts the ratings in between, each
    # end by half.
    middle: dict[float, float] = {}
    below = 0
    for value in sorted(totals):
        middle[value] = below + totals[value] / 2
        below += totals[value]
    return lambda one, other: (middle[one] - middle[other]) ** 2
