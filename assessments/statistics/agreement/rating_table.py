"""The square table of two raters' judgements, and weights for near agreement."""

from collections.abc import Hashable, Sequence
from enum import StrEnum
from typing import TypeAlias, TypeVar

from assessments.statistics.moments import require_pairs

RatingTable: TypeAlias = Sequence[Sequence[int]]
"""Rows: the first rater's category; columns: the second's, in the same order; cells: subjects."""

Weights: TypeAlias = tuple[tuple[float, ...], ...]

_LEAST_CATEGORIES = 2

Category = TypeVar("Category", bound=Hashable)


class Weighting(StrEnum):
    """How much near agreement counts: nothing, or by distance, or by its square."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"


def rating_table(
    first: Sequence[Category], second: Sequence[Category], *, categories: Sequence[Category]
) -> list[list[int]]:
    """Return the table of two raters who judged the same subjects, in the same order.

    Raises ValueError for a judgement outside the categories.
    """
    require_pairs(first, second)
    place = {category: index for index, category in enumerate(categories)}
    if not {*first, *second} <= place.keys():
        raise ValueError("a judgement lies outside the categories")
    table = [[0] * len(categories) for _ in categories]
    for one, other in zip(first, second, strict=True):
        table[place[one]][place[other]] += 1
    return table


def agreement_weights(categories: int, weighting: Weighting) -> Weights:
    """Return the weight of each pair of categories: 1 on the diagonal, less the farther apart.

    Source: Cohen 1968; linear 1 - |i-j|/(k-1), quadratic 1 - ((i-j)/(k-1)) squared.
    """
    if categories < _LEAST_CATEGORIES:
        raise ValueError("agreement needs at least two categories")
    steps = range(categories)
    return tuple(
        tuple(_weight(abs(row - column) / (categories - 1), weighting) for column in steps)
        for row in steps
    )


def require_square(table: RatingTable) -> None:
    """Raise ValueError unless the table is square, of two or more categories, without negatives."""
    if len(table) < _LEAST_CATEGORIES or any(len(row) != len(table) for row in table):
        raise ValueError("a rating table is square, with at least two categories")
    if any(cell < 0 for row in table for cell in row):
        raise ValueError("a number of subjects is not negative")


def _weight(distance: float, weighting: Weighting) -> float:
    match weighting:
        case Weighting.IDENTITY:
            return 1.0 if distance == 0 else 0.0
        case Weighting.LINEAR:
            return 1 - distance
        case Weighting.QUADRATIC:
            return 1 - distance * distance
