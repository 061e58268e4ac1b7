"""Reads the dashboard of transfer: headline, tables by group, factors, all as it may be printed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.assignments.api import CRITERION
from assessments.competencies.api import COMPETENCY
from assessments.statistics.change.paired_effect import PairedEffect, paired_effect
from assessments.statistics.reasons import Reason
from assessments.transfer.models import FactorAnswer, Milestone, Plan, Snapshot
from assessments.transfer.models.answer import Polarity
from assessments.transfer.queries.cells import Cell, cells, from_values
from assessments.transfer.queries.dashboard_tables import (
    Levels,
    Tables,
    TransferFilter,
    tables_of,
)
from assessments.transfer.rules.answers import Factor
from assessments.transfer.rules.figures import Counts, FigureTable
from assessments.transfer.rules.states import Audience
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    EnrolmentState,
    edition_is_within,
)
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

LEAST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class FactorLine:
    """How many people named a factor."""

    factor: Factor
    people: int


@dataclass(frozen=True, kw_only=True)
class SnapshotLine:
    """One freezing of the figures of an edition."""

    id: UUID
    edition: str
    days: int
    moment: str
    frozen_at: datetime


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
    helped: tuple[FactorLine, ...]
    hindered: tuple[FactorLine, ...]
    factor_people: int
    efficacy: PairedEffect | Reason
    editions: tuple[tuple[str, str], ...]
    organizations: tuple[tuple[str, str], ...]
    sponsors: tuple[tuple[str, str], ...]
    all_days: tuple[int, ...]
    snapshots: tuple[SnapshotLine, ...]
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
    return _page(
        wanted,
        found,
        tables_of(found, wanted, _competencies(session, reach)),
        factors=_factors(session, reach, wanted),
        efficacy=_efficacy(session, reach, wanted),
        snapshots=_snapshots(session, reach),
    )


def frozen_dashboard(session: Session, reach: Reach, snapshot_id: UUID) -> Dashboard:
    """Return the figures as they were frozen; raises NotFoundError outside the reach."""
    row = session.execute(
        select(Snapshot, EDITION.c.title)
        .join(EDITION, EDITION.c.id == Snapshot.edition_id)
        .where(Snapshot.id == snapshot_id, edition_is_within(reach))
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este corte."))
    snapshot: Snapshot = row.Snapshot
    wanted = TransferFilter(edition_id=str(snapshot.edition_id), days=snapshot.days)
    found = from_values(snapshot.figures["cells"])
    # A cut is one more page: what the figures of today reserve could be had from it.
    levels = Levels(found, also=Levels(cells(session, reach)))
    return _page(
        wanted,
        found,
        tables_of(found, wanted, levels=levels),
        factors=[
            (Polarity(one["polarity"]), Factor(one["factor"]), one["people"])
            for one in snapshot.figures["factors"]
        ],
        efficacy=Reason.TOO_FEW,
        snapshots=(),
        frozen_at=snapshot.created_at,
    )


def _page(
    wanted: TransferFilter,
    found: list[Cell],
    tables: Tables,
    *,
    factors: Iterable[tuple[Polarity, Factor, int]],
    efficacy: PairedEffect | Reason,
    snapshots: tuple[SnapshotLine, ...],
    frozen_at: datetime | None = None,
) -> Dashboard:
    total = tables.by_organization.total
    lines = sorted(factors, key=lambda line: (-line[2], line[1])) if not total.is_reserved else []
    return Dashboard(
        wanted=wanted,
        **vars(tables),
        helped=_of(lines, Polarity.HELPED),
        hindered=_of(lines, Polarity.HINDERED),
        factor_people=0 if total.is_reserved else total.counts.answered,
        efficacy=efficacy,
        editions=_choices(found, lambda cell: (cell.edition_id, cell.edition)),
        organizations=_choices(found, lambda cell: (cell.organization_id, cell.organization)),
        sponsors=_choices(found, lambda cell: (cell.sponsor_id, cell.sponsor)),
        all_days=tuple(sorted({cell.days for cell in found} | {wanted.days})),
        snapshots=snapshots,
        frozen_at=frozen_at,
    )


def _choices(
    found: Iterable[Cell], key_of: Callable[[Cell], tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({key_of(cell) for cell in found if key_of(cell)[0]}, key=lambda one: one[1])
    )


def _of(
    lines: Iterable[tuple[Polarity, Factor, int]], polarity: Polarity
) -> tuple[FactorLine, ...]:
    return tuple(
        FactorLine(factor=factor, people=people)
        for found, factor, people in lines
        if found is polarity
    )


def _narrowed(query: Any, reach: Reach, wanted: TransferFilter) -> Any:
    query = query.where(edition_is_within(reach), ENROLMENT.c.state == EnrolmentState.PASSED)
    if wanted.edition_id:
        query = query.where(EDITION.c.id == UUID(wanted.edition_id))
    if wanted.organization_id:
        query = query.where(ENROLMENT.c.organization_id == UUID(wanted.organization_id))
    if wanted.sponsor_id:
        query = query.where(EDITION.c.sponsor_id == UUID(wanted.sponsor_id))
    return query


def _factors(
    session: Session, reach: Reach, wanted: TransferFilter
) -> list[tuple[Polarity, Factor, int]]:
    rows = session.execute(
        _narrowed(
            select(FactorAnswer.polarity, FactorAnswer.factor, func.count())
            .join(Milestone, Milestone.id == FactorAnswer.milestone_id)
            .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .where(
                FactorAnswer.informant == Audience.PARTICIPANT,
                Milestone.days == wanted.days,
                Milestone.is_excluded.is_(False),
            )
            .group_by(FactorAnswer.polarity, FactorAnswer.factor),
            reach,
            wanted,
        )
    )
    return [(polarity, factor, people) for polarity, factor, people in rows]


def _competencies(session: Session, reach: Reach) -> list[tuple[str, str, frozenset[str]]]:
    """Return each competency, code and name, with the editions whose tasks ask for it."""
    rows = session.execute(
        select(COMPETENCY.c.code, COMPETENCY.c.name, COMPETENCY.c.position, EDITION.c.id)
        .join(CRITERION, CRITERION.c.competency_id == COMPETENCY.c.id)
        .join(ACTIVITY, ACTIVITY.c.id == CRITERION.c.activity_id)
        .join(EDITION, EDITION.c.course_version_id == ACTIVITY.c.course_version_id)
        .where(edition_is_within(reach))
        .distinct()
        .order_by(COMPETENCY.c.position, COMPETENCY.c.code, COMPETENCY.c.name, EDITION.c.id)
    )
    # The same code in two versions of the framework is one competency, under either name.
    names: dict[str, str] = {}
    editions: dict[str, set[str]] = {}
    for row in rows:
        names[row.code] = row.name
        editions.setdefault(row.code, set()).add(str(row.id))
    return [(code, names[code], frozenset(found)) for code, found in editions.items()]


def _efficacy(session: Session, reach: Reach, wanted: TransferFilter) -> PairedEffect | Reason:
    # At most 121 rows, however many people.
    rows = session.execute(
        _narrowed(
            select(Plan.efficacy_before, Plan.efficacy_after, func.count())
            .join(ENROLMENT, ENROLMENT.c.id == Plan.enrolment_id)
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .where(Plan.efficacy_before.is_not(None), Plan.efficacy_after.is_not(None))
            .group_by(Plan.efficacy_before, Plan.efficacy_after)
            .order_by(Plan.efficacy_before, Plan.efficacy_after),
            reach,
            wanted,
        )
    ).all()
    before = [float(row[0]) for row in rows for _person in range(row[2])]
    after = [float(row[1]) for row in rows for _person in range(row[2])]
    return Reason.TOO_FEW if len(before) < LEAST_SHOWN else paired_effect(before, after)


def _snapshots(session: Session, reach: Reach) -> tuple[SnapshotLine, ...]:
    rows = session.execute(
        select(Snapshot.id, EDITION.c.title, Snapshot.days, Snapshot.moment, Snapshot.created_at)
        .join(EDITION, EDITION.c.id == Snapshot.edition_id)
        .where(edition_is_within(reach))
        .order_by(Snapshot.created_at.desc(), Snapshot.id.desc())
        .limit(30)
    )
    return tuple(
        SnapshotLine(
            id=row.id,
            edition=row.title,
            days=row.days,
            moment=row.moment,
            frozen_at=row.created_at,
        )
        for row in rows
    )
