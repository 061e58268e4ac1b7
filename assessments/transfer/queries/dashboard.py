"""Reads the dashboard of transfer: headline, tables by group, factors, all as it may be printed."""

from collections.abc import Callable, Iterable, Sequence
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
from assessments.transfer.rules.answers import Factor
from assessments.transfer.rules.figures import (
    Counts,
    FigureTable,
    figure_table,
    ordered,
    total_of,
    union_table,
)
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

DEFAULT_DAYS = 90
LEAST_SHOWN = 5
_WITHOUT_ENTITY = "-"


@dataclass(frozen=True, kw_only=True)
class TransferFilter:
    """What the figures are narrowed to; ids as text, empty for everything."""

    edition_id: str = ""
    organization_id: str = ""
    sponsor_id: str = ""
    days: int = DEFAULT_DAYS

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
        factors=_factors(session, reach, wanted),
        efficacy=_efficacy(session, reach, wanted),
        competencies=_competencies(session, reach),
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
    return _page(
        wanted,
        from_values(snapshot.figures["cells"]),
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
    *,
    factors: Iterable[tuple[Polarity, Factor, int]],
    efficacy: PairedEffect | Reason,
    snapshots: tuple[SnapshotLine, ...],
    competencies: Sequence[tuple[str, str, frozenset[str]]] = (),
    frozen_at: datetime | None = None,
) -> Dashboard:
    within = [cell for cell in found if wanted.admits(cell)]
    here = [cell for cell in within if cell.days == wanted.days]
    everywhere = [cell for cell in found if cell.days == wanted.days]
    by_organization = _table(here, everywhere, lambda cell: (_entity(cell), cell.organization))
    by_edition = _table(here, everywhere, lambda cell: (cell.edition_id, cell.edition))
    shows_factors = not by_organization.total.is_reserved
    lines = sorted(factors, key=lambda line: (-line[2], line[1])) if shows_factors else []
    return Dashboard(
        wanted=wanted,
        by_organization=by_organization,
        by_edition=by_edition,
        by_sponsor=_table(
            [cell for cell in here if cell.sponsor_id],
            [cell for cell in everywhere if cell.sponsor_id],
            lambda cell: (cell.sponsor_id, cell.sponsor),
        ),
        by_days=_by_days(within, found),
        by_competency=_by_competency(here, everywhere, by_edition, competencies),
        helped=_of(lines, Polarity.HELPED),
        hindered=_of(lines, Polarity.HINDERED),
        factor_people=by_organization.total.counts.answered if shows_factors else 0,
        efficacy=efficacy,
        editions=_choices(found, lambda cell: (cell.edition_id, cell.edition)),
        organizations=_choices(found, lambda cell: (cell.organization_id, cell.organization)),
        sponsors=_choices(found, lambda cell: (cell.sponsor_id, cell.sponsor)),
        all_days=tuple(sorted({cell.days for cell in found} | {wanted.days})),
        snapshots=snapshots,
        frozen_at=frozen_at,
    )


def _table(
    here: list[Cell], everywhere: list[Cell], key_of: Callable[[Cell], tuple[str, str]]
) -> FigureTable:
    labels = {key: label or _("Sin entidad") for key, label in map(key_of, here)}
    groups = ordered(_summed(here, key_of), labels)
    return figure_table(
        groups,
        labels,
        wholes=_summed(everywhere, key_of),
        whole=total_of(cell.counts for cell in everywhere),
        total_label=_("Total"),
        together_label=_("Los reservados, juntos"),
    )


def _by_days(within: list[Cell], found: list[Cell]) -> FigureTable:
    # The same people at three moments: a sum of them would mean nothing, so each stands alone.
    rows = []
    for days in sorted({cell.days for cell in within}):
        one = figure_table(
            {str(days): total_of(cell.counts for cell in within if cell.days == days)},
            {str(days): _("%(days)s días", days=days)},
            whole=total_of(cell.counts for cell in found if cell.days == days),
        )
        rows.append(one.rows[0])
    return FigureTable(rows=tuple(rows), together=None, total=figure_table({}, {}).total)


def _by_competency(
    here: list[Cell],
    everywhere: list[Cell],
    by_edition: FigureTable,
    competencies: Sequence[tuple[str, str, frozenset[str]]],
) -> FigureTable:
    parts = _summed(here, lambda cell: (cell.edition_id, cell.edition))
    beyond = _summed(everywhere, lambda cell: (cell.edition_id, cell.edition))
    # In one edition every competency of the course would print the figures of the edition again.
    unions = {
        code: editions
        for code, _name, editions in competencies
        if len(parts) > 1 and editions & parts.keys()
    }
    return union_table(
        parts,
        unions,
        {code: name for code, name, _editions in competencies},
        by_edition,
        wholes={
            code: total_of(beyond[one] for one in editions & beyond.keys())
            for code, editions in unions.items()
        },
    )


def _summed(found: Iterable[Cell], key_of: Callable[[Cell], tuple[str, str]]) -> dict[str, Counts]:
    groups: dict[str, Counts] = {}
    for cell in found:
        key = key_of(cell)[0]
        groups[key] = groups.get(key, Counts()) + cell.counts
    return groups


def _choices(
    found: Iterable[Cell], key_of: Callable[[Cell], tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted({key_of(cell) for cell in found if key_of(cell)[0]}, key=lambda one: one[1])
    )


def _entity(cell: Cell) -> str:
    return cell.organization_id or _WITHOUT_ENTITY


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
