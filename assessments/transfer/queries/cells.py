"""Reads the counts behind every figure: one row for each edition, entity and milestone."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone
from assessments.transfer.rules.figures import Counts
from assessments.transfer.rules.states import MilestoneState
from courses.learning.api import EDITION, ENROLMENT, EnrolmentState, edition_is_within
from lms.core.access import Reach
from lms.organizations.api import ORGANIZATION

_WHOLE_NUMBERS = tuple(name for name in asdict(Counts()) if name != "attained_sum")
_V0 = 0
_V1 = 1
_V2 = 2
_V3 = 3


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The counts of one edition, entity and milestone, with the words for them."""

    edition_id: str
    edition: str
    sponsor_id: str
    sponsor: str
    organization_id: str
    organization: str
    days: int
    counts: Counts
    last_closes_on: date | None = None


def cells(session: Session, reach: Reach) -> list[Cell]:
    """Return the counts within a reach; milestones whose day has not come count nowhere."""
    sponsor = ORGANIZATION.alias("sponsor")
    eligible = Milestone.is_excluded.is_(False)
    achieved = and_(eligible, Milestone.is_achieved.is_(True))
    query = (
        select(
            EDITION.c.id.label("edition_id"),
            EDITION.c.title.label("edition"),
            EDITION.c.sponsor_id,
            sponsor.c.name.label("sponsor"),
            ENROLMENT.c.organization_id,
            ORGANIZATION.c.name.label("organization"),
            Milestone.days,
            _count(eligible).label("finished"),
            _count(and_(eligible, Milestone.is_answer.is_(True))).label("answered"),
            _count(achieved).label("achieved"),
            _count(and_(achieved, Milestone.evidence_level == _V0)).label("achieved_v0"),
            _count(and_(achieved, Milestone.evidence_level == _V1)).label("achieved_v1"),
            _count(and_(achieved, Milestone.evidence_level == _V2)).label("achieved_v2"),
            _count(and_(achieved, Milestone.evidence_level == _V3)).label("achieved_v3"),
            _count(Milestone.is_excluded.is_(True)).label("excluded"),
            _count(and_(eligible, Milestone.has_plan.is_(False))).label("without_plan"),
            func.sum(case((eligible, Milestone.compared_count), else_=0)).label("compared"),
            func.sum(case((eligible, Milestone.disagreement_count), else_=0)).label(
                "disagreements"
            ),
            _count(and_(eligible, Milestone.attainment.is_not(None))).label("attained_people"),
            func.sum(
                case((eligible, func.coalesce(Milestone.attainment, literal(0.0))), else_=0.0)
            ).label("attained_sum"),
            func.max(Milestone.closes_on).label("last_closes_on"),
        )
        .select_from(Milestone)
        .join(
            ENROLMENT,
            and_(
                ENROLMENT.c.id == Milestone.enrolment_id,
                ENROLMENT.c.pass_count == Milestone.sequence,
            ),
        )
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .outerjoin(sponsor, sponsor.c.id == EDITION.c.sponsor_id)
        .where(
            ENROLMENT.c.state == EnrolmentState.PASSED,
            Milestone.state != MilestoneState.PLANNED,
            edition_is_within(reach),
        )
        .group_by(
            EDITION.c.id,
            EDITION.c.title,
            EDITION.c.sponsor_id,
            sponsor.c.name,
            ENROLMENT.c.organization_id,
            ORGANIZATION.c.name,
            Milestone.days,
        )
    )
    found = [_cell(row) for row in session.execute(query)]
    return sorted(found, key=lambda cell: (cell.edition, cell.organization, cell.days))


def to_values(found: Iterable[Cell]) -> list[dict[str, Any]]:
    """Return cells as they are stored in a snapshot."""
    return [
        asdict(cell)
        | {"last_closes_on": cell.last_closes_on.isoformat() if cell.last_closes_on else None}
        for cell in found
    ]


def from_values(stored: Iterable[dict[str, Any]]) -> list[Cell]:
    """Return the cells that a snapshot keeps."""
    return [
        Cell(
            **(
                one
                | {
                    "counts": Counts(**one["counts"]),
                    "last_closes_on": date.fromisoformat(one["last_closes_on"])
                    if one["last_closes_on"]
                    else None,
                }
            )
        )
        for one in stored
    ]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _cell(row: Any) -> Cell:
    return Cell(
        edition_id=str(row.edition_id),
        edition=row.edition,
        sponsor_id=str(row.sponsor_id or ""),
        sponsor=row.sponsor or "",
        organization_id=str(row.organization_id or ""),
        organization=row.organization or "",
        days=row.days,
        last_closes_on=row.last_closes_on,
        counts=Counts(
            **{
                name: int(getattr(row, name)) for name in asdict(Counts()) if name != "attained_sum"
            },
            attained_sum=float(row.attained_sum),
        ),
    )
