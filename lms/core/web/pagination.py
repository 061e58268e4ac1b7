"""Pages of a list, by number: small lists with a known total."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_SIZE = 50
LAST_PAGE = 100_000


@dataclass(frozen=True, kw_only=True)
class Page(Generic[Row]):
    """One page of rows; `number` counts from 1, `total` is of all rows."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """Return the number of the last page, at least 1."""
        return max(1, ceil(self.total / self.size))

    @property
    def first_row(self) -> int:
        """Return the place of the first row of the page, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        """Return the place of the last row of the page."""
        return self.first_row + len(self.rows) - 1 if self.rows else 0


def page_number(typed: str | None) -> int:
    """Return the page asked for, 1 for anything that is not a sensible number."""
    if typed is None or not typed.isascii() or not typed.isdigit():
        return 1
    return min(max(1, int(typed[:7])), LAST_PAGE)
