"""Keeps the draft of a plan and sends it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.transfer.models import Answer, Commitment, Milestone, Plan, PlanEvent
from assessments.transfer.queries.plan_page import EDITABLE, commitments_of, has_opened, may_edit
from assessments.transfer.rules.plan import CommitmentInput, PlanInput, faults_of
from assessments.transfer.rules.states import MilestoneState, PlanState, plan_may_change
from assessments.transfer.services.set_supervisor import set_supervisor
from assessments.transfer.words import fault_words
from courses.learning.api import ActivityContext, ActivityResult, report_result
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import PlanSent


def save_draft(session: Session, context: ActivityContext, typed: Mapping[str, Any]) -> Plan:
    """Keep what was typed, whatever it is; what was sent stays as it was until sent again."""
    plan = _plan(session, context.enrolment_id)
    _refuse_closed(session, context, plan)
    plan.draft = dict(typed)
    return plan


def send_plan(session: Session, actor: Actor, context: ActivityContext, given: PlanInput) -> UUID:
    """Send a plan and return its id; the first time it completes the activity of the course.

    Raises DomainError beside the first field at fault, ConflictError when it is too late.
    """
    found = faults_of(given, clock.today(context.zone))
    if found:
        raise DomainError(fault_words(found[0].fault), code=found[0].fault, field=found[0].field)
    plan = _plan(session, context.enrolment_id)
    _refuse_closed(session, context, plan)
    set_supervisor(session, actor, context.enrolment_id, given.supervisor, reason=_("Plan enviado"))
    _write_commitments(session, plan, given.commitments)
    plan.help_needed = given.help_needed
    plan.rehearsal = given.rehearsal
    plan.efficacy_before = given.efficacy_before
    plan.efficacy_after = given.efficacy_after
    plan.draft = {}
    plan.send_count += 1
    plan.sent_at = clock.now()
    plan.supervisor_note = None
    plan.answered_at = None
    change_plan_state(session, actor, plan, PlanState.SENT, content=_content(given))
    if plan.send_count == 1:
        publish(
            session,
            PlanSent(
                plan_id=plan.id, enrolment_id=context.enrolment_id, person_id=context.person_id
            ),
        )
        session.execute(
            update(Milestone)
            .where(
                Milestone.enrolment_id == context.enrolment_id,
                Milestone.state == MilestoneState.PLANNED,
            )
            .values(has_plan=True)
            .execution_options(synchronize_session=False)
        )
        report_result(
            session,
            actor,
            context.enrolment_id,
            context.activity_id,
            ActivityResult(is_finished=True),
        )
    return plan.id


def change_plan_state(
    session: Session,
    actor: Actor,
    plan: Plan,
    new: PlanState,
    *,
    note: str | None = None,
    content: Mapping[str, Any] | None = None,
) -> None:
    """Change the state of a plan, with a line in its history and in the audit."""
    if not plan_may_change(plan.state, new):
        raise ConflictError(_("El plan ya cambió. Abra la página de nuevo."), code="plan_state")
    before = plan.state
    plan.state = new
    session.add(
        PlanEvent(
            id=ids.new_id(),
            plan_id=plan.id,
            from_state=before,
            to_state=new,
            actor_label=actor.label[:200],
            note=note,
            content=dict(content or {}),
        )
    )
    record_change(
        session,
        actor,
        action="transfer.change_plan",
        object_kind="plan",
        object_id=plan.id,
        before={"state": before},
        after={"state": new},
        reason=note,
    )


def _plan(session: Session, enrolment_id: UUID) -> Plan:
    plan = session.scalar(select(Plan).where(Plan.enrolment_id == enrolment_id).with_for_update())
    if plan is None:
        plan = Plan(id=ids.new_id(), enrolment_id=enrolment_id, state=PlanState.DRAFT, send_count=0)
        session.add(plan)
        # Commitments and history name the plan by its id.
        session.flush()
    return plan


def _refuse_closed(session: Session, context: ActivityContext, plan: Plan) -> None:
    is_fixed = has_opened(session, context.enrolment_id)
    if may_edit(context, plan.state, has_opened=is_fixed):
        return
    if is_fixed:
        raise ConflictError(
            _(
                "El primer seguimiento ya empezó y el plan no se cambia. "
                "Si algo cambió, avise a la coordinación."
            ),
            code="plan_under_way",
        )
    if plan.state not in EDITABLE:
        raise ConflictError(
            _("El plan ya está acordado y no se cambia. Si algo cambió, avise a la coordinación."),
            code="plan_closed",
        )
    raise ConflictError(
        _("El plazo de este curso terminó. Llame a la coordinación para pedir más tiempo."),
        code="deadline_past",
    )


def _write_commitments(session: Session, plan: Plan, given: tuple[CommitmentInput, ...]) -> None:
    standing = {one.position: one for one in commitments_of(session, plan.id)}
    for position, one in enumerate(given, start=1):
        row = standing.pop(position, None)
        if row is None:
            row = Commitment(id=ids.new_id(), plan_id=plan.id, position=position)
            session.add(row)
        row.situation, row.action = one.situation, one.action
        row.product = one.product or None
        row.indicator, row.unit = one.indicator, one.unit
        row.baseline, row.target = one.baseline, one.target
        row.baseline_source = one.baseline_source or None
        row.direction = one.direction
        row.due_on = one.due_on or clock.today()
    for row in standing.values():
        if session.scalar(select(Answer.id).where(Answer.commitment_id == row.id).limit(1)) is None:
            session.delete(row)


def _content(given: PlanInput) -> dict[str, Any]:
    return {
        "commitments": [
            {
                "situation": one.situation,
                "action": one.action,
                "product": one.product,
                "indicator": one.indicator,
                "unit": one.unit,
                "baseline": one.baseline,
                "baseline_source": one.baseline_source,
                "target": one.target,
                "direction": one.direction.value if one.direction else None,
                "due_on": one.due_on.isoformat() if one.due_on else None,
            }
            for one in given.commitments
        ],
        "supervisor": given.supervisor.name,
        "help_needed": given.help_needed,
    }
