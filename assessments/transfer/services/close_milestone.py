"""Closes a milestone, and the plan when it was the last of its enrolment."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, Plan
from assessments.transfer.queries.milestone_facts import MilestoneFacts
from assessments.transfer.rules.states import RUNNING, MilestoneState, PlanState
from assessments.transfer.services.outcomes import recompute
from assessments.transfer.services.write_plan import change_plan_state
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import SYSTEM


def close_milestone(session: Session, facts: MilestoneFacts) -> None:
    """Close a milestone as answered or without answer; a closed one stays as it is."""
    milestone = facts.milestone
    if milestone.state not in RUNNING:
        return
    before = milestone.state
    milestone.state = (
        MilestoneState.ANSWERED
        if milestone.answered_at is not None
        else MilestoneState.CLOSED_WITHOUT_ANSWER
    )
    milestone.closed_at = clock.now()
    record_change(
        session,
        SYSTEM,
        action="transfer.close_milestone",
        object_kind="milestone",
        object_id=milestone.id,
        before={"state": before},
        after={"state": milestone.state},
    )
    recompute(session, milestone)
    _close_plan(session, milestone)


def _close_plan(session: Session, milestone: Milestone) -> None:
    # Written before the question: this milestone no longer counts as running.
    session.flush()
    running = session.scalar(
        select(Milestone.id)
        .where(Milestone.enrolment_id == milestone.enrolment_id, Milestone.state.in_(RUNNING))
        .limit(1)
    )
    if running is not None:
        return
    plan = session.scalar(select(Plan).where(Plan.enrolment_id == milestone.enrolment_id))
    if plan is not None and plan.state not in (PlanState.DRAFT, PlanState.CLOSED):
        plan.closed_at = clock.now()
        change_plan_state(session, SYSTEM, plan, PlanState.CLOSED)
