"""Reads everything that the page of a participant's plan shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Commitment, Milestone, Plan, PlanEvent, Supervisor
from assessments.transfer.queries.kept_files import KeptFile, own_evidence
from assessments.transfer.rules.states import ASKING, MilestoneState, PlanState
from courses.learning.api import (
    ACTIVITY,
    COURSE_VERSION,
    EDITION,
    ENROLMENT,
    ActivityContext,
    ActivityKindName,
    EnrolmentState,
    own_activity_context,
)
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class Example:
    """A commitment of the course's authors, to adapt."""

    situation: str
    action: str
    indicator: str
    unit: str
    baseline: float | None
    target: float | None
    direction: str
    """up or down."""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One change of the plan, as its participant reads it."""

    at: datetime
    to_state: PlanState
    actor: str
    note: str | None


@dataclass(frozen=True, kw_only=True)
class MilestoneDay:
    """One day on which the participant will be asked."""

    id: UUID
    days: int
    due_on: date
    ends_on: date
    state: MilestoneState
    is_answered: bool


@dataclass(frozen=True, kw_only=True)
class PlanPage:
    """A participant before the own plan."""

    context: ActivityContext
    examples: tuple[Example, ...]
    state: PlanState
    saved_at: datetime | None
    values: dict[str, Any]
    """What the form is filled with: the draft, or what was sent."""
    supervisor_note: str | None
    is_editable: bool
    history: tuple[HistoryLine, ...]
    milestones: tuple[MilestoneDay, ...]
    evidence: tuple[KeptFile, ...]
    """What the participant sent with the own answers."""

    @property
    def is_sent(self) -> bool:
        """Tell whether it was ever sent."""
        return self.state is not PlanState.DRAFT


EDITABLE = frozenset(
    {PlanState.DRAFT, PlanState.SENT, PlanState.CHANGE_PROPOSED, PlanState.NOT_MY_POST}
)


def plan_context(session: Session, person_id: UUID | None, enrolment_id: UUID) -> ActivityContext:
    """Return a person's own enrolment before its plan; raises NotFoundError."""
    activity_id = session.scalar(
        select(ACTIVITY.c.id)
        .join(EDITION, EDITION.c.course_version_id == ACTIVITY.c.course_version_id)
        .join(ENROLMENT, ENROLMENT.c.edition_id == EDITION.c.id)
        .where(
            ENROLMENT.c.id == enrolment_id,
            ENROLMENT.c.person_id == person_id,
            ACTIVITY.c.kind == ActivityKindName.PLAN,
        )
        .order_by(ACTIVITY.c.position, ACTIVITY.c.id)
        .limit(1)
    )
    if activity_id is None:
        raise NotFoundError(_("No encontramos este plan entre los suyos."))
    return own_activity_context(session, person_id, enrolment_id, activity_id)


def plan_page(session: Session, person_id: UUID | None, enrolment_id: UUID) -> PlanPage:
    """Return the page of a plan; eight statements at most."""
    context = plan_context(session, person_id, enrolment_id)
    facts = session.scalar(
        select(COURSE_VERSION.c.facts).where(COURSE_VERSION.c.id == context.course_version_id)
    )
    plan = session.scalar(select(Plan).where(Plan.enrolment_id == enrolment_id))
    milestones = milestone_days(session, enrolment_id)
    state = plan.state if plan else PlanState.DRAFT
    return PlanPage(
        context=context,
        examples=examples_of(facts or {}),
        state=state,
        saved_at=plan.updated_at if plan else None,
        values=_values(session, plan) if plan else {},
        supervisor_note=plan.supervisor_note if plan else None,
        is_editable=may_edit(context, state, has_opened=_has_opened(milestones)),
        history=_history(session, plan.id) if plan else (),
        milestones=milestones,
        evidence=own_evidence(session, person_id, enrolment_id)
        if any(one.is_answered for one in milestones)
        else (),
    )


def may_edit(context: ActivityContext, state: PlanState, *, has_opened: bool) -> bool:
    """Tell whether the plan can be written and sent now: never once a milestone asked about it."""
    is_within = context.accepts_work or context.enrolment_state is EnrolmentState.PASSED
    return is_within and state in EDITABLE and not has_opened


def has_opened(session: Session, enrolment_id: UUID) -> bool:
    """Tell whether a milestone has asked about the plan of an enrolment: it is fixed from then."""
    found = session.scalar(
        select(Milestone.id)
        .where(Milestone.enrolment_id == enrolment_id, Milestone.state.in_(ASKING))
        .limit(1)
    )
    return found is not None


def milestone_days(session: Session, enrolment_id: UUID) -> tuple[MilestoneDay, ...]:
    """Return the milestones of an enrolment's last passing, earliest first."""
    rows = session.scalars(
        select(Milestone)
        .where(Milestone.enrolment_id == enrolment_id)
        .order_by(Milestone.sequence.desc(), Milestone.days, Milestone.id)
    ).all()
    return tuple(
        MilestoneDay(
            id=row.id,
            days=row.days,
            due_on=row.due_on,
            ends_on=row.ends_on,
            state=row.state,
            is_answered=row.answered_at is not None,
        )
        for row in rows
        if row.sequence == rows[0].sequence
    )


def examples_of(facts: dict[str, Any]) -> tuple[Example, ...]:
    """Return the examples that a course version carries; none where its authors wrote none."""
    return tuple(
        Example(
            situation=str(one.get("if_text") or one.get("if") or ""),
            action=str(one.get("then_text") or one.get("then") or ""),
            indicator=str(one.get("indicator") or ""),
            unit=str(one.get("unit") or ""),
            baseline=one.get("baseline"),
            target=one.get("target"),
            direction="down" if one.get("direction") == "bajar" else "up",
        )
        for one in facts.get("commitment_examples", ())
    )


def _has_opened(milestones: tuple[MilestoneDay, ...]) -> bool:
    return any(one.state in ASKING for one in milestones)


def _history(session: Session, plan_id: UUID) -> tuple[HistoryLine, ...]:
    rows = session.scalars(
        select(PlanEvent)
        .where(PlanEvent.plan_id == plan_id)
        .order_by(PlanEvent.created_at.desc(), PlanEvent.id.desc())
    )
    return tuple(
        HistoryLine(
            at=row.created_at,
            to_state=PlanState(row.to_state),
            actor=row.actor_label,
            note=row.note,
        )
        for row in rows
    )


def _values(session: Session, plan: Plan) -> dict[str, Any]:
    if plan.draft:
        return plan.draft
    supervisor = session.scalar(
        select(Supervisor).where(
            Supervisor.enrolment_id == plan.enrolment_id, Supervisor.valid_to.is_(None)
        )
    )
    values: dict[str, Any] = {
        "help_needed": plan.help_needed,
        "rehearsal": plan.rehearsal,
        "efficacy_before": plan.efficacy_before,
        "efficacy_after": plan.efficacy_after,
    }
    if supervisor is not None:
        values |= {
            "supervisor_name": supervisor.name,
            "supervisor_post": supervisor.post,
            "supervisor_phone": supervisor.phone,
            "supervisor_email": supervisor.email,
        }
    for number, one in enumerate(commitments_of(session, plan.id)):
        values |= {
            f"commitments-{number}-{name}": value
            for name, value in (
                ("situation", one.situation),
                ("action", one.action),
                ("product", one.product),
                ("indicator", one.indicator),
                ("unit", one.unit),
                ("baseline", one.baseline),
                ("baseline_source", one.baseline_source),
                ("target", one.target),
                ("direction", one.direction),
                ("due_on", one.due_on.isoformat()),
                ("has_no_baseline", "y" if one.baseline is None else None),
            )
        }
    return values


def commitments_of(session: Session, plan_id: UUID) -> list[Commitment]:
    """Return the commitments of a plan in their order."""
    return list(
        session.scalars(
            select(Commitment).where(Commitment.plan_id == plan_id).order_by(Commitment.position)
        )
    )
