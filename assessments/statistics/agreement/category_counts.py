"""How many raters put each subject in each category: the form that several raters share."""

from collections.abc import Hashable, Sequence
from typing import TypeAlias, TypeVar

CategoryCounts: TypeAlias = Sequence[Sequence[int]]
"""Rows: subjects; columns: categories; cells: raters who chose that category for that subject."""

_LEAST_CATEGORIES = 2

Category = TypeVar("Category", bound=Hashable)


def category_counts(
    ratings: Sequence[Sequence[Category | None]], *, categories: Sequence[Category]
) -> list[list[int]]:
    """Return the counts from ratings: rows are subjects, columns raters, None is not rated.

    Raises ValueError for a rating outside the categories.
    """
    given = {rating for row in ratings for rating in row if rating is not None}
    if not given <= set(categories):
        raise ValueError("a rating lies outside the categories")
    return [[sum(1 for r in row if r == category) for category in categories] for row in ratings]


def require_counts(counts: CategoryCounts) -> None:
    """Raise ValueError unless rows are equally long, with two or more categories, no negatives."""
    if counts and len(counts[0]) < _LEAST_CATEGORIES:
        raise ValueError("agreement needs at least two categories")
    if any(len(row) != len(counts[0]) for row in counts):
        raise ValueError("every subject has the same categories")
    if any(cell < 0 for row in counts for cell in row):
        raise ValueError("a number of raters is not negative")
