"""Which rows, columns and cells of a crossed table may be printed, on whatever pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from assessments.statistics.transfer.suppression import LEAST_SHOWN, suppress_groups

Cell: TypeAlias = tuple[str, str]
"""Key of a row and key of a column."""

_Node: TypeAlias = tuple[str, str]
_ROW, _COLUMN, _HIDDEN = "row", "column", ""


@dataclass(frozen=True, kw_only=True)
class Printable:
    """What may be printed of a table of rows and columns, each with its sum."""

    is_total_shown: bool
    rows: frozenset[str]
    columns: frozenset[str]
    cells: frozenset[Cell]


def printable_crossing(people: Mapping[Cell, int], within: Printable | None = None) -> Printable:
    """Return what may be printed so that no sum of printed figures gives a group of one to four.

    It holds for all pages together: those of the whole, of one row, of one column, of one cell.
    Every sum over printed rows, printed columns and the total may be printed as well. That a cell
    has nobody counts as known to the reader. within: nothing beyond it is printed.
    Source: Gusfield 1988, A graph theoretic approach to statistical data security; section 5.3.
    """
    margins = _Margins(people, within)
    if not margins.protect():
        nothing: frozenset[str] = frozenset()
        return Printable(is_total_shown=False, rows=nothing, columns=nothing, cells=frozenset())
    rows, columns = margins.printed(_ROW), margins.printed(_COLUMN)
    candidates = {
        cell
        for cell in people
        if cell[0] in rows and cell[1] in columns and (within is None or cell in within.cells)
    }
    return Printable(
        is_total_shown=True,
        rows=rows,
        columns=columns,
        cells=_protected_cells(people, candidates, margins),
    )


class _Margins:
    """The rows and columns of a table: those that stay hidden are one row, one column."""

    def __init__(self, people: Mapping[Cell, int], within: Printable | None) -> None:
        self.people = people
        self.sums: dict[str, dict[str, int]] = {_ROW: {}, _COLUMN: {}}
        for (row, column), count in people.items():
            for kind, key in ((_ROW, row), (_COLUMN, column)):
                self.sums[kind][key] = self.sums[kind].get(key, 0) + count
        self.hidden: dict[str, set[str]] = {_ROW: set(), _COLUMN: set()}
        self._may_show_total = within is None or within.is_total_shown
        if within is not None:
            self.hidden[_ROW] = self.sums[_ROW].keys() - within.rows
            self.hidden[_COLUMN] = self.sums[_COLUMN].keys() - within.columns

    def printed(self, kind: str) -> frozenset[str]:
        """Return the rows or columns whose sum may be printed."""
        return frozenset(self.sums[kind].keys() - self.hidden[kind])

    def protect(self) -> bool:
        """Hide rows and columns until sums of them tell of nobody; False if nothing may show."""
        while self._may_show_total:
            for kind, sums in self.sums.items():
                result = suppress_groups(sums, already_hidden=self.hidden[kind])
                self.hidden[kind] = set(result.hidden)
                if not result.is_total_shown:
                    return False
            cut = find_small_cut(self.folded(self.people))
            if cut is None:
                return True
            self._hide_one_that_blurs(cut)
        return False

    def folded(self, cells: Iterable[Cell]) -> dict[tuple[_Node, _Node], int]:
        """Return cells by the nodes of their row and column, the hidden of a kind as one node."""
        found: dict[tuple[_Node, _Node], int] = defaultdict(int)
        for row, column in cells:
            found[self.node(_ROW, row), self.node(_COLUMN, column)] += self.people[row, column]
        return found

    def node(self, kind: str, key: str) -> _Node:
        """Return what stands for a row or column."""
        return kind, _HIDDEN if key in self.hidden[kind] else "=" + key

    def _hide_one_that_blurs(self, cut: frozenset[_Node]) -> None:
        options = []
        for kind, sums in self.sums.items():
            side = (kind, _HIDDEN) in cut
            for key in self.printed(kind):
                # Joined to the hidden of the other side, it takes the cut away.
                is_across = ((kind, "=" + key) in cut) is not side
                options.append((not is_across, sums[key], key, kind))
        _far, _count, key, kind = min(options)
        self.hidden[kind].add(key)


def _protected_cells(
    people: Mapping[Cell, int], candidates: set[Cell], margins: _Margins
) -> frozenset[Cell]:
    printed = set(candidates)
    lines = _lines_of(people, margins)
    while True:
        _cover(printed, lines)
        cut = find_small_cut(margins.folded(people.keys() - printed))
        if cut is None:
            return frozenset(printed)
        blurring = [
            cell
            for cell in printed
            if (margins.node(_ROW, cell[0]) in cut) is not (margins.node(_COLUMN, cell[1]) in cut)
        ]
        # Of the same size all go: to pick one would tell which of the hidden is the small one.
        least = min(people[cell] for cell in blurring)
        printed -= {cell for cell in blurring if people[cell] == least}


def _lines_of(people: Mapping[Cell, int], margins: _Margins) -> list[dict[Cell, int]]:
    lines: dict[_Node, dict[Cell, int]] = defaultdict(dict)
    for cell, count in people.items():
        for kind, key in ((_ROW, cell[0]), (_COLUMN, cell[1])):
            if key not in margins.hidden[kind]:
                lines[kind, key][cell] = count
    return list(lines.values())


def _cover(printed: set[Cell], lines: list[dict[Cell, int]]) -> None:
    """Take out of the printed cells what each row and column needs to cover its small ones."""
    before = -1
    while before != len(printed):
        before = len(printed)
        for line in lines:
            printed -= suppress_groups(line, already_hidden=line.keys() - printed).hidden


def find_small_cut(
    edges: Mapping[tuple[_Node, _Node], int], *, least: int = LEAST_SHOWN
) -> frozenset[_Node] | None:
    """Return rows and columns whose sums, subtracted, leave one to four people; None without such.

    edges: people of the cells that are not printed, by row and column. A set of cells can be
    computed when it is the cells between rows inside and columns outside a set in which every
    column has all its rows: so the smallest one that takes a cell along is a minimum cut.
    """
    capacity: dict[_Node, dict[_Node, int]] = defaultdict(dict)
    rows_of: dict[_Node, list[_Node]] = defaultdict(list)
    for (row, column), count in edges.items():
        capacity[row][column] = count
        rows_of[column].append(row)
    together = _Together()
    for (row, column), count in edges.items():
        if count >= least:
            together.join(row, column)
    for (row, column), count in edges.items():
        if count and not together.are_joined(row, column):
            cut = _cut_between(row, column, capacity, rows_of, least=least)
            if cut is not None:
                return cut
            together.join(row, column)
    return None


class _Together:
    """Nodes that no small cut parts."""

    def __init__(self) -> None:
        self._above: dict[_Node, _Node] = {}

    def join(self, first: _Node, second: _Node) -> None:
        self._above[self._top(first)] = self._top(second)

    def are_joined(self, first: _Node, second: _Node) -> bool:
        return self._top(first) == self._top(second)

    def _top(self, node: _Node) -> _Node:
        while (above := self._above.get(node, node)) != node:
            self._above[node] = self._above.get(above, above)
            node = above
        return node


def _cut_between(
    source: _Node,
    sink: _Node,
    capacity: Mapping[_Node, Mapping[_Node, int]],
    rows_of: Mapping[_Node, list[_Node]],
    *,
    least: int,
) -> frozenset[_Node] | None:
    """Return the nodes on the side of source of a cut under `least`, None where there is none."""
    pushed: dict[tuple[_Node, _Node], int] = defaultdict(int)
    flow = 0
    while flow < least:
        came_from = _reached(source, sink, capacity, rows_of, pushed)
        if sink not in came_from:
            return frozenset(came_from)
        path = [sink]
        while path[-1] != source:
            path.append(came_from[path[-1]])
        path.reverse()
        steps = list(pairwise(path))
        forward = [step for step in steps if step[0][0] == _ROW]
        # From a column back to its rows there is always a way: only rows to columns have an end.
        room = min(capacity[row][column] - pushed[row, column] for row, column in forward)
        for row, column in forward:
            pushed[row, column] += room
        for column, row in steps[1::2]:
            pushed[row, column] -= room
        flow += room
    return None


def _reached(
    source: _Node,
    sink: _Node,
    capacity: Mapping[_Node, Mapping[_Node, int]],
    rows_of: Mapping[_Node, list[_Node]],
    pushed: Mapping[tuple[_Node, _Node], int],
) -> dict[_Node, _Node]:
    came_from = {source: source}
    waiting = [source]
    for row in waiting:
        # Straight to the sink where there is room, before what leads around.
        for column in (sink, *capacity[row]):
            if column in came_from or capacity[row].get(column, 0) <= pushed[row, column]:
                continue
            came_from[column] = row
            if column == sink:
                return came_from
            for other in rows_of[column]:
                if other not in came_from:
                    came_from[other] = column
                    if capacity[other].get(sink, 0) > pushed[other, sink]:
                        came_from[sink] = other
                        return came_from
                    waiting.append(other)
    return came_from
