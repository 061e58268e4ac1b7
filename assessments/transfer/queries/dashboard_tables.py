"""Makes the tables of a page of figures out of cells: narrowed, summed, suppressed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.statistics.transfer.group_figures import PrintLevel
from assessments.transfer.queries.cells import Cell
from assessments.transfer.rules.disclosure import (
    WITHOUT_ENTITY,
    Disclosure,
    Group,
    disclosure_of,
    strictest,
)
from assessments.transfer.rules.figures import (
    Counts,
    FigureTable,
    figure_row,
    figure_table,
    ordered,
    total_of,
    union_table,
    without_total,
)
from lms.core.i18n import gettext as _

DEFAULT_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class TransferFilter:
    """What the figures are narrowed to; ids as text, empty for everything."""

    edition_id: str = ""
    organization_id: str = ""
    sponsor_id: str = ""
    days: int = DEFAULT_DAYS

    @property
    def group(self) -> Group:
        """Return whom the figures are about."""
        return Group(
            edition=self.edition_id, organization=self.organization_id, sponsor=self.sponsor_id
        )

    def admits(self, cell: Cell) -> bool:
        """Tell whether a cell is within the filter, whatever its milestone."""
        return all(
            not wanted or wanted == found
            for wanted, found in (
                (self.edition_id, cell.edition_id),
                (self.organization_id, cell.organization_id),
                (self.sponsor_id, cell.sponsor_id),
            )
        )


@dataclass(frozen=True, kw_only=True)
class Tables:
    """The tables of one page, each as it may be printed."""

    by_organization: FigureTable
    by_edition: FigureTable
    by_sponsor: FigureTable
    by_days: FigureTable
    by_competency: FigureTable


class Levels:
    """How much may be printed of each group at each milestone, for who asks."""

    def __init__(self, found: Iterable[Cell], *, also: "Levels | None" = None) -> None:
        """Take the cells of everything within the reach; also: levels that hold as well."""
        self._cells: dict[int, list[Cell]] = defaultdict(list)
        for cell in found:
            self._cells[cell.days].append(cell)
        self._made: dict[int, Disclosure] = {}
        self._also = also

    def of(self, group: Group, days: int) -> PrintLevel:
        """Return how much may be printed of a group at a milestone."""
        level = self.disclosure(days).level(group)
        if self._also is not None and self._also.know(group, days):
            return strictest((level, self._also.of(group, days)))
        return level

    def know(self, group: Group, days: int) -> bool:
        """Tell whether anybody counts in a group at a milestone."""
        return self.disclosure(days).knows(group)

    def disclosure(self, days: int) -> Disclosure:
        """Return what the cells of a milestone let be printed."""
        if days not in self._made:
            self._made[days] = _disclosure(self._cells[days])
        return self._made[days]


def tables_of(
    found: Sequence[Cell],
    wanted: TransferFilter,
    competencies: Sequence[tuple[str, str, frozenset[str]]] = (),
    *,
    levels: Levels | None = None,
    is_of_one_edition: bool = False,
) -> Tables:
    """Return the tables of a page; found: all cells within the reach of who asks.

    competencies: code, name, editions whose tasks ask for it. levels: of the cells, unless given.
    is_of_one_edition: of a cut, which says by competency as well what it says of its edition.
    """
    maker = _TableMaker(wanted, found, levels or Levels(found))
    return Tables(
        by_organization=maker.table(_entity, lambda cell: cell.organization, Group.of_organization),
        by_edition=maker.table(_edition, lambda cell: cell.edition, Group.of_edition),
        by_sponsor=maker.by_sponsor(),
        by_days=maker.by_days(),
        by_competency=maker.by_competency(competencies, least=1 if is_of_one_edition else 2),
    )


class _TableMaker:
    """Sums the cells of a filter by this and that."""

    def __init__(self, wanted: TransferFilter, found: Iterable[Cell], levels: Levels) -> None:
        self.wanted = wanted
        self.within = [cell for cell in found if wanted.admits(cell)]
        self.here = [cell for cell in self.within if cell.days == wanted.days]
        self.levels = levels
        self.total_level = levels.of(wanted.group, wanted.days)

    def table(
        self,
        key_of: Callable[[Cell], str],
        label_of: Callable[[Cell], str],
        narrowed: Callable[[Group, str], Group],
    ) -> FigureTable:
        labels = {key_of(cell): label_of(cell) or _("Sin entidad") for cell in self.here}
        groups = ordered(_summed(self.here, key_of), labels)
        return figure_table(
            groups,
            labels,
            levels={
                key: self.levels.of(narrowed(self.wanted.group, key), self.wanted.days)
                for key in groups
            },
            total_level=self.total_level,
            total_label=_("Total"),
            together_label=_("Los reservados, juntos"),
        )

    def by_sponsor(self) -> FigureTable:
        # Sponsors are unions of editions, and not every edition has one: no sum of them is shown.
        sponsored = [cell for cell in self.here if cell.sponsor_id]
        labels = {cell.sponsor_id: cell.sponsor for cell in sponsored}
        groups = ordered(_summed(sponsored, lambda cell: cell.sponsor_id), labels)
        return without_total(
            figure_row(
                key,
                labels[key],
                counts,
                strictest(
                    (
                        self.total_level,
                        self.levels.of(self.wanted.group.of_sponsor(key), self.wanted.days),
                    )
                ),
            )
            for key, counts in groups.items()
        )

    def by_days(self) -> FigureTable:
        # The same people at three moments: a sum of them would mean nothing, so each stands alone.
        counts = _summed(self.within, lambda cell: str(cell.days))
        return without_total(
            figure_row(
                str(days),
                _("%(days)s días", days=days),
                counts[str(days)],
                self.levels.of(self.wanted.group, days),
            )
            for days in sorted({cell.days for cell in self.within})
        )

    def by_competency(
        self, competencies: Sequence[tuple[str, str, frozenset[str]]], *, least: int
    ) -> FigureTable:
        parts = _summed(self.here, _edition)
        # In one edition every competency of the course would print the edition's figures again.
        unions = {
            code: editions
            for code, _name, editions in competencies
            if len(parts) >= least and editions & parts.keys()
        }
        return union_table(
            parts,
            unions,
            {code: name for code, name, _editions in competencies},
            levels={
                key: self.levels.of(self.wanted.group.of_edition(key), self.wanted.days)
                for key in parts
            },
            total_level=self.total_level,
        )


def _disclosure(found: Iterable[Cell]) -> Disclosure:
    people: dict[tuple[str, str], int] = {}
    answers: dict[tuple[str, str], int] = {}
    sponsors: dict[str, set[str]] = defaultdict(set)
    for cell in found:
        key = cell_key(cell)
        people[key] = people.get(key, 0) + cell.counts.finished
        answers[key] = answers.get(key, 0) + cell.counts.answered
        if cell.sponsor_id:
            sponsors[cell.sponsor_id].add(cell.edition_id)
    return disclosure_of(
        people, answers, {key: frozenset(editions) for key, editions in sponsors.items()}
    )


def _summed(found: Iterable[Cell], key_of: Callable[[Cell], str]) -> dict[str, Counts]:
    parts: Mapping[str, list[Counts]] = defaultdict(list)
    for cell in found:
        parts[key_of(cell)].append(cell.counts)
    return {key: total_of(counts) for key, counts in parts.items()}


def cell_key(cell: Cell) -> tuple[str, str]:
    """Return edition and entity of a cell."""
    return cell.edition_id, _entity(cell)


def _entity(cell: Cell) -> str:
    return cell.organization_id or WITHOUT_ENTITY


def _edition(cell: Cell) -> str:
    return cell.edition_id
