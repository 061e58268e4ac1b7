"""Turns counts of groups into the printed figures of a table: suppressed, bounded, honest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assessments.statistics.transfer.group_figures import (
    GroupCounts,
    GroupFigures,
    PrintLevel,
    group_figures,
    printable_figures,
)
from assessments.statistics.transfer.suppression import LEAST_SHOWN, suppress_groups

RULE_VERSION = 1
"""Figures of different versions are not compared."""


_FROM_OPEN_TO_HIDDEN = (
    PrintLevel.ALL,
    PrintLevel.WITHOUT_OBSERVED,
    PrintLevel.COUNTS_ONLY,
    PrintLevel.NOTHING,
)


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What was counted in one cell: edition, entity, milestone.

    finished: everyone who passed and was not excluded. compared and disagreements count
    commitments. attained_sum: sum of the attainments of attained_people.
    """

    finished: int = 0
    answered: int = 0
    achieved: int = 0
    achieved_v2: int = 0
    achieved_v3: int = 0
    excluded: int = 0
    without_plan: int = 0
    compared: int = 0
    disagreements: int = 0
    attained_people: int = 0
    attained_sum: float = 0.0

    def __add__(self, other: "Counts") -> "Counts":
        mine, theirs = vars(self), vars(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})

    def as_group(self) -> GroupCounts:
        """Return the part that the figures of section 5.4 are made of."""
        return GroupCounts(
            finished=self.finished,
            answered=self.answered,
            achieved=self.achieved,
            achieved_v2=self.achieved_v2,
            achieved_v3=self.achieved_v3,
            excluded=self.excluded,
            without_plan=self.without_plan,
        )


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """One printed row of a table."""

    key: str
    label: str
    figures: GroupFigures
    counts: Counts
    """Of the row as counted: only what `figures` prints may be shown of it."""

    @property
    def is_hidden(self) -> bool:
        """Tell whether not even the number of people may be printed."""
        return self.figures.print_level is PrintLevel.NOTHING

    @property
    def is_reserved(self) -> bool:
        """Tell whether no rate may be printed."""
        return self.figures.print_level in (PrintLevel.NOTHING, PrintLevel.COUNTS_ONLY)


@dataclass(frozen=True, kw_only=True)
class FigureTable:
    """Groups with their total; `together` is what is reserved, as one."""

    rows: tuple[FigureRow, ...]
    together: FigureRow | None
    total: FigureRow


def figure_table(
    groups: Mapping[str, Counts],
    labels: Mapping[str, str],
    *,
    wholes: Mapping[str, Counts] | None = None,
    whole: Counts | None = None,
    total_label: str = "Total",
    together_label: str = "Los reservados, juntos",
) -> FigureTable:
    """Return the table of groups as it may be printed.

    wholes, whole: what each group, and all of them, count beyond the filter of this table. Where
    the rest would be fewer than five the part is hidden here, so that it cannot be had by
    subtracting this table from the wider one. Source: reference sections 5.3 and 5.4.
    """
    total = total_of(groups.values())
    is_total_safe = whole is None or _is_safe(total, whole)
    by_difference = {
        key
        for key, counts in groups.items()
        if not is_total_safe or (wholes and not _is_safe(counts, wholes.get(key, counts)))
    }
    hidden = suppress_groups(
        {key: counts.finished for key, counts in groups.items()}, already_hidden=by_difference
    )
    reserved = suppress_groups(
        {key: counts.answered for key, counts in groups.items()}, already_hidden=hidden.hidden
    )
    rows = tuple(
        _row(key, labels.get(key, key), counts, _level(key, hidden.hidden, reserved.hidden))
        for key, counts in groups.items()
    )
    allowed = _total_level(
        shows_people=hidden.is_total_shown and is_total_safe,
        shows_rates=reserved.is_total_shown,
    )
    covered = [counts for key, counts in groups.items() if key in reserved.hidden]
    together = None
    if 1 < len(covered) < len(groups) and allowed is PrintLevel.ALL:
        together = _row("together", together_label, total_of(covered), PrintLevel.ALL)
    return FigureTable(
        rows=rows, together=together, total=_row("total", total_label, total, allowed)
    )


def union_table(
    parts: Mapping[str, Counts],
    unions: Mapping[str, frozenset[str]],
    labels: Mapping[str, str],
    beside: FigureTable,
    *,
    wholes: Mapping[str, Counts],
) -> FigureTable:
    """Return rows that overlap, each a union of the groups of a table that is printed beside it.

    A union is printed when it takes in none or all of what the other table reserves: then no
    subtraction among unions, groups and total leaves a part of the reserved. wholes: as above.
    """
    living = {row.key for row in beside.rows if row.counts.finished}
    hidden = frozenset(row.key for row in beside.rows if row.is_hidden) & living
    reserved = frozenset(row.key for row in beside.rows if row.is_reserved) & living
    rows = []
    for key, union in unions.items():
        members = union & parts.keys()
        counts = total_of(parts[member] for member in members)
        level = PrintLevel.ALL
        if _takes_a_part(members, hidden, is_total_reserved=beside.total.is_hidden) or not _is_safe(
            counts, wholes.get(key, counts)
        ):
            level = PrintLevel.NOTHING
        elif _takes_a_part(members, reserved, is_total_reserved=beside.total.is_reserved):
            level = PrintLevel.COUNTS_ONLY
        rows.append(_row(key, labels.get(key, key), counts, level))
    return FigureTable(rows=tuple(rows), together=None, total=figure_table({}, {}).total)


def _takes_a_part(
    members: frozenset[str],
    reserved: frozenset[str],
    *,
    is_total_reserved: bool,
) -> bool:
    taken = members & reserved
    return bool(taken) and (taken != reserved or is_total_reserved)


def _is_safe(part: Counts, whole: Counts) -> bool:
    # Small parts are hidden for being small; here only what is left beside them matters.
    return all(
        rest == 0 or rest >= LEAST_SHOWN
        for rest in (whole.finished - part.finished, whole.answered - part.answered)
    )


def _total_level(*, shows_people: bool, shows_rates: bool) -> PrintLevel:
    if not shows_people:
        return PrintLevel.NOTHING
    return PrintLevel.ALL if shows_rates else PrintLevel.COUNTS_ONLY


def total_of(counts: Any) -> Counts:
    """Return the sum of counts."""
    return sum(counts, Counts())


def ordered(groups: Mapping[str, Counts], labels: Mapping[str, str]) -> dict[str, Counts]:
    """Return groups in the order of their labels."""
    keys: Sequence[str] = sorted(groups, key=lambda key: (labels.get(key, key).casefold(), key))
    return {key: groups[key] for key in keys}


def _level(key: str, hidden: frozenset[str], reserved: frozenset[str]) -> PrintLevel:
    if key in hidden:
        return PrintLevel.NOTHING
    return PrintLevel.COUNTS_ONLY if key in reserved else PrintLevel.ALL


def _row(key: str, label: str, counts: Counts, allowed: PrintLevel) -> FigureRow:
    figures = group_figures(counts.as_group())
    levels = [
        PrintLevel.ALL,
        PrintLevel.WITHOUT_OBSERVED,
        PrintLevel.COUNTS_ONLY,
        PrintLevel.NOTHING,
    ]
    strictest = max(figures.print_level, allowed, key=levels.index)
    if counts.finished == 0 and allowed is not PrintLevel.NOTHING:
        # Nobody is printed as 0: it tells of no one.
        strictest = PrintLevel.COUNTS_ONLY
    return FigureRow(
        key=key,
        label=label,
        figures=printable_figures(_at(figures, strictest)),
        counts=counts,
    )


def _at(figures: GroupFigures, level: PrintLevel) -> GroupFigures:
    return replace(figures, print_level=level)
