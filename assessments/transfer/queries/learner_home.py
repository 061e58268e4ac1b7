"""Reads what a learner's home shows of plans and milestones."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, Plan
from assessments.transfer.rules.states import ASKING, MilestoneState, PlanState
from courses.learning.api import (
    ACTIVITY,
    COURSE,
    EDITION,
    ENROLMENT,
    WORKING,
    ActivityKindName,
    under_way,
)
from lms.core import clock
from lms.core.access import Access

_NEXT_SHOWN = 4


@dataclass(frozen=True, kw_only=True)
class PlanToSend:
    """A plan that its participant has still to send."""

    enrolment_id: UUID
    course_title: str


@dataclass(frozen=True, kw_only=True)
class NextMilestone:
    """A day on which the participant is asked, or may answer now."""

    id: UUID
    course_title: str
    days: int
    due_on: date
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class LearnerTransfer:
    """Plans to send and milestones to come, nearest first."""

    plans: tuple[PlanToSend, ...]
    milestones: tuple[NextMilestone, ...]


def learner_transfer(
    session: Session, access: Access, *, person_id: UUID | None = None
) -> LearnerTransfer | None:
    """Return what the home of who is asking shows, None when there is nothing; two statements."""
    asking = person_id or access.person_id
    plans = session.execute(
        select(ENROLMENT.c.id, COURSE.c.title)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(
            ACTIVITY,
            and_(
                ACTIVITY.c.course_version_id == EDITION.c.course_version_id,
                ACTIVITY.c.kind == ActivityKindName.PLAN,
            ),
        )
        .outerjoin(Plan, Plan.enrolment_id == ENROLMENT.c.id)
        .where(
            ENROLMENT.c.person_id == asking,
            ENROLMENT.c.state.in_(WORKING),
            under_way(),
            EDITION.c.starts_on <= clock.today(),
            or_(Plan.id.is_(None), Plan.state == PlanState.DRAFT),
        )
        .order_by(COURSE.c.title, ENROLMENT.c.id)
    )
    milestones = session.execute(
        select(Milestone.id, Milestone.days, Milestone.due_on, Milestone.state, COURSE.c.title)
        .join(ENROLMENT, ENROLMENT.c.id == Milestone.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .where(
            ENROLMENT.c.person_id == asking,
            Milestone.ends_on >= clock.today(),
            Milestone.state != MilestoneState.STOPPED,
        )
        .order_by(Milestone.due_on, Milestone.id)
        .limit(_NEXT_SHOWN)
    )
    found = LearnerTransfer(
        plans=tuple(PlanToSend(enrolment_id=row.id, course_title=row.title) for row in plans),
        milestones=tuple(
            NextMilestone(
                id=row.id,
                course_title=row.title,
                days=row.days,
                due_on=row.due_on,
                is_open=row.state in ASKING,
            )
            for row in milestones
        ),
    )
    return found if found.plans or found.milestones else None
