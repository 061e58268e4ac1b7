"""Turns counts of groups into the printed figures of a table: suppressed, bounded, honest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import (
    GroupCounts,
    GroupFigures,
    PrintLevel,
    group_figures,
    printable_figures,
)
from assessments.transfer.rules.disclosure import is_reserved, strictest, union_level

RULE_VERSION = 1
"""Figures of different versions are not compared."""


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
    achieved_v0: int = 0
    achieved_v1: int = 0
    """Cuts made before these two were counted have 0 in both."""

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
        return is_reserved(self.figures.print_level)

    @property
    def by_evidence(self) -> tuple[int, int, int, int] | Reason:
        """Return how many of those who achieved have evidence V0, V1, V2, V3."""
        if self.is_reserved:
            return Reason.SUPPRESSED
        one = self.counts
        found = (one.achieved_v0, one.achieved_v1, one.achieved_v2, one.achieved_v3)
        return found if sum(found) == one.achieved else Reason.NOT_COUNTED


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
    levels: Mapping[str, PrintLevel],
    total_level: PrintLevel,
    total_label: str = "Total",
    together_label: str = "Los reservados, juntos",
) -> FigureTable:
    """Return the table of groups as it may be printed.

    levels, total_level: how much of each group and of all of them may be shown, out of
    rules.disclosure. Source: reference sections 5.3 and 5.4.
    """
    allowed = {key: strictest((levels[key], total_level)) for key in groups}
    covered = [counts for key, counts in groups.items() if is_reserved(allowed[key])]
    together = None
    if 1 < len(covered) < len(groups) and total_level is PrintLevel.ALL:
        together = figure_row("together", together_label, total_of(covered), PrintLevel.ALL)
    return FigureTable(
        rows=tuple(
            figure_row(key, labels.get(key, key), counts, allowed[key])
            for key, counts in groups.items()
        ),
        together=together,
        total=figure_row("total", total_label, total_of(groups.values()), total_level),
    )


def union_table(
    parts: Mapping[str, Counts],
    unions: Mapping[str, frozenset[str]],
    labels: Mapping[str, str],
    *,
    levels: Mapping[str, PrintLevel],
    total_level: PrintLevel,
) -> FigureTable:
    """Return rows that overlap, each a union of the groups of a table that is printed beside it.

    parts, levels, total_level: of that other table.
    """
    living = {key: levels[key] for key, counts in parts.items() if counts.finished}
    rows = []
    for key, union in unions.items():
        counts = total_of(parts[member] for member in union & parts.keys())
        level = union_level(union, living, total_level)
        rows.append(figure_row(key, labels.get(key, key), counts, level))
    return without_total(rows)


def without_total(rows: Iterable[FigureRow]) -> FigureTable:
    """Return a table of rows whose sum would mean nothing."""
    return FigureTable(
        rows=tuple(rows), together=None, total=figure_row("total", "", Counts(), PrintLevel.NOTHING)
    )


def total_of(counts: Any) -> Counts:
    """Return the sum of counts."""
    return sum(counts, Counts())


def ordered(groups: Mapping[str, Counts], labels: Mapping[str, str]) -> dict[str, Counts]:
    """Return groups in the order of their labels."""
    keys: Sequence[str] = sorted(groups, key=lambda key: (labels.get(key, key).casefold(), key))
    return {key: groups[key] for key in keys}


def figure_row(key: str, label: str, counts: Counts, allowed: PrintLevel) -> FigureRow:
    """Return a row as a level lets it be printed; its own people may ask for a stricter one."""
    figures = group_figures(counts.as_group())
    level = strictest((figures.print_level, allowed))
    if counts.finished == 0 and allowed is not PrintLevel.NOTHING:
        # Nobody is printed as 0: it tells of no one.
        level = PrintLevel.COUNTS_ONLY
    return FigureRow(
        key=key, label=label, figures=printable_figures(_at(figures, level)), counts=counts
    )


def _at(figures: GroupFigures, level: PrintLevel) -> GroupFigures:
    return replace(figures, print_level=level)
