"""Reads the dashboard of transfer: headline, tables by group, factors, all as it may be printed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.statistics.change.paired_effect import PairedEffect
from assessments.statistics.reasons import Reason
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.cells import Cell, cells
from assessments.transfer.queries.competency_editions import competency_editions
from assessments.transfer.queries.dashboard_factors import (
    NOT_SHOWN,
    FactorQuestion,
    factor_question,
)
from assessments.transfer.queries.dashboard_tables import (
    Levels,
    Tables,
    TransferFilter,
    cell_key,
    tables_of,
)
from assessments.transfer.queries.efficacy_counts import efficacy_counts, efficacy_of
from assessments.transfer.queries.factor_counts import factor_counts
from assessments.transfer.rules.disclosure import Disclosure
from assessments.transfer.rules.figures import Counts, FigureTable
from assessments.transfer.rules.non_response import NonResponse, non_response
from lms.core.access import Reach


@dataclass(frozen=True, kw_only=True)
class Attainment:
    """How far the indicators went from baseline to target, 0 to 1, in how many people."""

    mean: float
    people: int


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """The page of figures; every table is ready to be printed."""

    wanted: TransferFilter
    by_organization: FigureTable
    by_edition: FigureTable
    by_sponsor: FigureTable
    by_days: FigureTable
    by_competency: FigureTable
    """Overlapping: who finished a course counts in each competency that its tasks ask for."""
    attainment: Attainment | None
    """None where it may not be printed."""
    non_response: NonResponse | None
    helped: FactorQuestion
    hindered: FactorQuestion
    efficacy: PairedEffect | Reason
    editions: tuple[tuple[str, str], ...]
    organizations: tuple[tuple[str, str], ...]
    sponsors: tuple[tuple[str, str], ...]
    all_days: tuple[int, ...]
    frozen_at: datetime | None = None

    @property
    def total(self) -> Counts:
        """Return the counts of everybody within the filter."""
        return self.by_organization.total.counts

    @property
    def is_reserved(self) -> bool:
        """Tell whether nothing but counts may be printed of the whole."""
        return self.by_organization.total.is_reserved


def dashboard(session: Session, reach: Reach, wanted: TransferFilter) -> Dashboard:
    """Return the figures of now within a reach; five statements."""
    found = cells(session, reach)
    levels = Levels(found)
    factors = factor_counts(session, reach, wanted.days)
    base = levels.disclosure(wanted.days)
    return page_of(
        wanted,
        found,
        tables_of(found, wanted, competency_editions(session, reach), levels=levels),
        base=base,
        helped=factor_question(factors, Polarity.HELPED, wanted.group, base),
        hindered=factor_question(factors, Polarity.HINDERED, wanted.group, base),
        efficacy=efficacy_of(efficacy_counts(session, reach), wanted.group),
    )


def page_of(
    wanted: TransferFilter,
    found: list[Cell],
    tables: Tables,
    *,
    base: Disclosure,
    helped: FactorQuestion,
    hindered: FactorQuestion,
    efficacy: PairedEffect | Reason,
    frozen_at: datetime | None = None,
) -> Dashboard:
    """Return the page of some cells; where its total is reserved, what stands beside is too."""
    total = tables.by_organization.total
    return Dashboard(
        wanted=wanted,
        **vars(tables),
        attainment=None if total.is_reserved else _attainment(found, wanted, base),
        non_response=non_response(tables.by_organization),
        helped=NOT_SHOWN if total.is_reserved else helped,
        hindered=NOT_SHOWN if total.is_reserved else hindered,
        efficacy=Reason.SUPPRESSED if total.is_hidden else efficacy,
        editions=_choices(found, lambda cell: (cell.edition_id, cell.edition)),
        organizations=_choices(found, lambda cell: (cell.organization_id, cell.organization)),
        sponsors=_choices(found, lambda cell: (cell.sponsor_id, cell.sponsor)),
        all_days=tuple(sorted({cell.days for cell in found} | {wanted.days})),
        frozen_at=frozen_at,
    )


def _attainment(
    found: Iterable[Cell], wanted: TransferFilter, base: Disclosure
) -> Attainment | None:
    here = [cell for cell in found if cell.days == wanted.days]
    people = {cell_key(cell): cell.counts.attained_people for cell in here}
    within = [cell.counts for cell in here if wanted.admits(cell)]
    counted = sum(one.attained_people for one in within)
    if not base.shows(people, wanted.group):
        return None
    return Attainment(mean=sum(one.attained_sum for one in within) / counted, people=counted)


def _choices(
    found: Iterable[Cell], key_of: Callable[[Cell], tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({key_of(cell) for cell in found if key_of(cell)[0]}, key=lambda one: one[1])
    )
