"""Reads the list of milestones that coordination and trainers work through."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone
from assessments.transfer.rules.states import MilestoneState, StopKind
from courses.learning.api import EDITION, ENROLMENT, enrolment_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page
from lms.organizations.api import ORGANIZATION


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """One milestone of one person: dates and state, never answers."""

    id: UUID
    full_name: str
    organization: str | None
    edition_code: str
    days: int
    due_on: date
    closes_on: date
    state: MilestoneState
    stop_kind: StopKind | None
    has_plan: bool


@dataclass(frozen=True, kw_only=True)
class MilestoneFilter:
    """What the list is narrowed to; None is everything."""

    edition_id: UUID | None = None
    state: MilestoneState | None = None
    days: int | None = None


def milestone_list(
    session: Session, reach: Reach, wanted: MilestoneFilter, *, number: int
) -> Page[MilestoneRow]:
    """Return one page of milestones within a reach, nearest day first; two statements."""
    query = _narrowed(
        select(
            Milestone.id,
            full_name_expression().label("full_name"),
            ORGANIZATION.c.name.label("organization"),
            EDITION.c.code,
            Milestone.days,
            Milestone.due_on,
            Milestone.closes_on,
            Milestone.state,
            Milestone.stop_kind,
            Milestone.has_plan,
        )
        .join_from(Milestone, ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id),
        reach,
        wanted,
    )
    total = session.scalar(
        _narrowed(
            select(func.count())
            .select_from(Milestone)
            .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id),
            reach,
            wanted,
        )
    )
    rows = session.execute(
        query.order_by(Milestone.due_on, PERSON.c.search_key, Milestone.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(
        rows=[
            MilestoneRow(
                id=row.id,
                full_name=row.full_name,
                organization=row.organization,
                edition_code=row.code,
                days=row.days,
                due_on=row.due_on,
                closes_on=row.closes_on,
                state=row.state,
                stop_kind=row.stop_kind,
                has_plan=row.has_plan,
            )
            for row in rows
        ],
        number=number,
        total=total or 0,
    )


def editions_with_milestones(session: Session, reach: Reach) -> list[tuple[UUID, str]]:
    """Return the editions within a reach that have milestones: id and title."""
    with_milestones = select(ENROLMENT.c.edition_id).join(
        Milestone, Milestone.enrolment_id == ENROLMENT.c.id
    )
    rows = session.execute(
        select(EDITION.c.id, EDITION.c.title)
        .join(ENROLMENT, ENROLMENT.c.edition_id == EDITION.c.id)
        .where(EDITION.c.id.in_(with_milestones), enrolment_is_within(reach))
        .distinct()
        .order_by(EDITION.c.title, EDITION.c.id)
    )
    return [(row.id, row.title) for row in rows]


def _narrowed(query: Select[Any], reach: Reach, wanted: MilestoneFilter) -> Select[Any]:
    query = query.join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id).where(
        enrolment_is_within(reach)
    )
    if wanted.edition_id is not None:
        query = query.where(EDITION.c.id == wanted.edition_id)
    if wanted.state is not None:
        query = query.where(Milestone.state == wanted.state)
    if wanted.days is not None:
        query = query.where(Milestone.days == wanted.days)
    return query
