"""Tells which groups a reader can compute out of printed sums: exact, for small tables."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import chain, combinations
from typing import TypeVar

Cell = TypeVar("Cell")


def small_groups_that_can_be_computed(
    printed: Collection[frozenset[Cell]], people: Mapping[Cell, int], *, least: int = 5
) -> Iterator[frozenset[Cell]]:
    """Yield each set of cells of one to least - 1 people that follows from the printed sums.

    printed: of each printed sum the cells that it counts. A set follows when its vector of zeros
    and ones is a combination of the printed ones, whatever the factors.
    """
    order = sorted(people, key=repr)
    base = _reduced([[Fraction(cell in group) for cell in order] for group in set(printed)])
    small = [cell for cell in order if people[cell] < least]
    for group in map(frozenset, chain.from_iterable(_choices(small))):
        if 0 < sum(people[cell] for cell in group) < least:
            wanted = [Fraction(cell in group) for cell in order]
            if not any(_without(wanted, base)):
                yield group


def _choices(cells):
    return (combinations(cells, size) for size in range(1, len(cells) + 1))


def _reduced(rows: list[list[Fraction]]) -> dict[int, list[Fraction]]:
    base: dict[int, list[Fraction]] = {}
    for row in rows:
        left = _without(row, base)
        place = next((place for place, value in enumerate(left) if value), None)
        if place is not None:
            base[place] = [value / left[place] for value in left]
    return base


def _without(row: list[Fraction], base: dict[int, list[Fraction]]) -> list[Fraction]:
    for place in sorted(base):
        if row[place]:
            factor = row[place]
            row = [value - factor * other for value, other in zip(row, base[place], strict=True)]
    return row
