"""Makes the milestones of a passed course and stops them when the pass is taken back."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.transfer.models import Link, Milestone, MilestoneStep, Plan
from assessments.transfer.rules.ladder import StepState, milestone_dates, step_days
from assessments.transfer.rules.states import RUNNING, MilestoneState, PlanState, StopKind
from assessments.transfer.services.working_days import holiday_rule
from courses.learning.api import COURSE, EDITION, ENROLMENT, PROGRAMME
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor
from lms.organizations.api import ORGANIZATION

_HOURS = timedelta(hours=8)
"""Time of the day, in the edition's zone, from which a step is due: nobody is written at night."""


def make_milestones(
    session: Session, enrolment_id: UUID, *, sequence: int, passed_on: date
) -> list[UUID]:
    """Return the ids of the milestones made now; those that stand already are left alone.

    The days are the programme's, moved to the next working day of the participant's department.
    """
    facts = session.execute(
        select(EDITION.c.zone, PROGRAMME.c.milestone_days, ORGANIZATION.c.department)
        .select_from(ENROLMENT)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(PROGRAMME, PROGRAMME.c.id == COURSE.c.programme_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(ENROLMENT.c.id == enrolment_id)
    ).one()
    standing = set(
        session.scalars(
            select(Milestone.days).where(
                Milestone.enrolment_id == enrolment_id, Milestone.sequence == sequence
            )
        )
    )
    has_plan = _has_plan(session, enrolment_id)
    is_holiday = holiday_rule(facts.department)
    made = []
    for days in sorted({int(days) for days in facts.milestone_days} - standing):
        dates = milestone_dates(passed_on, days, is_holiday)
        milestone = Milestone(
            id=ids.new_id(),
            enrolment_id=enrolment_id,
            sequence=sequence,
            days=days,
            nominal_on=dates.nominal_on,
            due_on=dates.due_on,
            closes_on=dates.closes_on,
            ends_on=dates.ends_on,
            has_plan=has_plan,
        )
        session.add(milestone)
        _add_steps(session, milestone, facts.zone)
        record_change(
            session,
            SYSTEM,
            action="transfer.plan_milestone",
            object_kind="milestone",
            object_id=milestone.id,
            after={"enrolment_id": enrolment_id, "days": days, "due_on": dates.due_on},
        )
        made.append(milestone.id)
    return made


def stop_milestones(
    session: Session,
    actor: Actor,
    milestones: list[Milestone],
    *,
    kind: StopKind,
    cause: str,
) -> None:
    """Stop the clock of milestones: their steps find nothing to do and their links die."""
    for milestone in milestones:
        before = milestone.state
        milestone.state = MilestoneState.STOPPED
        milestone.stop_kind = kind
        milestone.stop_cause = cause
        milestone.closed_at = clock.now()
        # Who moved or left is out of the reckoning; who lost the pass never was in it.
        milestone.is_excluded = True
        record_change(
            session,
            actor,
            action="transfer.stop_milestone",
            object_kind="milestone",
            object_id=milestone.id,
            before={"state": before},
            after={"state": MilestoneState.STOPPED, "stop_kind": kind},
            reason=cause,
        )
    found = [milestone.id for milestone in milestones]
    session.execute(
        update(Link)
        .where(Link.milestone_id.in_(found), Link.revoked_at.is_(None))
        .values(revoked_at=clock.now(), revoke_reason=kind.value)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(MilestoneStep)
        .where(MilestoneStep.milestone_id.in_(found), MilestoneStep.state == StepState.WAITING)
        .values(state=StepState.DONE, done_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def stop_for_withdrawn_pass(session: Session, enrolment_id: UUID, *, reason: str) -> int:
    """Stop every milestone of an enrolment whose pass was taken back; return how many."""
    milestones = list(
        session.scalars(
            select(Milestone).where(
                Milestone.enrolment_id == enrolment_id,
                Milestone.state != MilestoneState.STOPPED,
            )
        )
    )
    if milestones:
        stop_milestones(session, SYSTEM, milestones, kind=StopKind.PASS_WITHDRAWN, cause=reason)
    return len(milestones)


def running_milestones(session: Session, enrolment_id: UUID) -> list[Milestone]:
    """Return the milestones of an enrolment that still wait, earliest first."""
    return list(
        session.scalars(
            select(Milestone)
            .where(Milestone.enrolment_id == enrolment_id, Milestone.state.in_(RUNNING))
            .order_by(Milestone.due_on, Milestone.id)
        )
    )


def _add_steps(session: Session, milestone: Milestone, zone: str) -> None:
    now = clock.now()
    for kind, day in step_days(milestone.due_on).items():
        due_at = clock.start_of_day(day, zone) + _HOURS
        session.add(
            MilestoneStep(
                id=ids.new_id(), milestone_id=milestone.id, kind=kind, due_at=max(due_at, now)
            )
        )


def _has_plan(session: Session, enrolment_id: UUID) -> bool:
    state = session.scalar(select(Plan.state).where(Plan.enrolment_id == enrolment_id))
    return state is not None and state is not PlanState.DRAFT
