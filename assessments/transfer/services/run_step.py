"""Does one step of a milestone's ladder when its day has come."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.transfer.messages import MessageFacts, message
from assessments.transfer.models import MilestoneStep
from assessments.transfer.queries.milestone_facts import (
    MilestoneFacts,
    commitments_of_enrolment,
    milestone_facts,
    who_answered,
)
from assessments.transfer.rules.ladder import WRITES, StepKind, StepState
from assessments.transfer.rules.states import ASKING, Audience, MilestoneState
from assessments.transfer.services.close_milestone import close_milestone, end_milestone
from assessments.transfer.services.links import milestone_link
from assessments.transfer.services.speak import skip, speak
from assessments.transfer.signing import address_of
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import SYSTEM


def run_step(session: Session, step_id: UUID) -> None:
    """Do a step once; a step that was done, or whose milestone stopped, is nothing to do."""
    step = session.get(MilestoneStep, step_id, with_for_update=True)
    if step is None or step.state is StepState.DONE:
        return
    facts = milestone_facts(session, step.milestone_id)
    if facts.milestone.state is not MilestoneState.STOPPED:
        _act(session, step.kind, facts)
    step.state = StepState.DONE
    step.done_at = clock.now()


def _act(session: Session, kind: StepKind, facts: MilestoneFacts) -> None:
    if kind is StepKind.CLOSE:
        close_milestone(session, facts)
    elif kind is StepKind.END:
        end_milestone(session, facts)
    else:
        if kind is StepKind.INVITATION:
            _open(session, facts)
        if kind in WRITES:
            _write(session, kind, facts)


def _open(session: Session, facts: MilestoneFacts) -> None:
    milestone = facts.milestone
    if milestone.state is not MilestoneState.PLANNED:
        return
    milestone.state = MilestoneState.OPEN
    milestone.supervisor_id = facts.supervisor.id if facts.supervisor else None
    record_change(
        session,
        SYSTEM,
        action="transfer.open_milestone",
        object_kind="milestone",
        object_id=milestone.id,
        before={"state": MilestoneState.PLANNED},
        after={"state": MilestoneState.OPEN, "supervisor_id": milestone.supervisor_id},
    )


def _write(session: Session, kind: StepKind, facts: MilestoneFacts) -> None:
    milestone = facts.milestone
    if kind is not StepKind.PRE_NOTICE and milestone.state not in ASKING:
        return
    commitments = commitments_of_enrolment(session, milestone.enrolment_id)
    first = commitments[0] if commitments else None
    words = f"Si {first.situation}, entonces {first.action}" if first else None
    answered = (
        who_answered(session, milestone.id) if kind is not StepKind.PRE_NOTICE else frozenset()
    )
    for audience in Audience:
        key = f"{milestone.id}:{audience}:{kind}"
        reason = _reason_for_silence(facts, audience, answered, has_commitment=first is not None)
        informant = facts.informant(audience)
        if reason is not None or informant is None:
            skip(
                session,
                unique_key=key,
                kind=kind,
                audience=audience,
                milestone_id=milestone.id,
                reason=reason or "nobody",
            )
            continue
        link = None
        if kind is not StepKind.PRE_NOTICE:
            link = milestone_link(
                session,
                milestone_id=milestone.id,
                audience=audience,
                supervisor_id=milestone.supervisor_id if audience is Audience.SUPERVISOR else None,
                expires_at=clock.end_of_day(milestone.ends_on, facts.zone),
            )
        said = message(
            kind,
            audience,
            MessageFacts(
                first_name=informant.first_name,
                participant=facts.participant.first_name,
                course=facts.course_title,
                commitment=words,
                days=milestone.days,
                due_on=milestone.due_on,
                closes_on=milestone.closes_on,
                address=address_of(link.seed) if link else None,
                paper_code=link.paper_code if link else None,
            ),
        )
        speak(
            session,
            unique_key=key,
            kind=kind,
            audience=audience,
            informant=informant,
            said=said,
            milestone_id=milestone.id,
            by_phone=kind is StepKind.CALL_LIST,
            is_by_hand_repeated=kind is StepKind.INVITATION,
        )


def _reason_for_silence(
    facts: MilestoneFacts,
    audience: Audience,
    answered: frozenset[Audience],
    *,
    has_commitment: bool,
) -> str | None:
    if audience in answered:
        return "answered"
    if audience is Audience.PARTICIPANT:
        return "opted_out" if facts.milestone.participant_opted_out_at else None
    if facts.supervisor is None:
        return "no_supervisor"
    if not has_commitment:
        return "no_plan"
    if facts.supervisor.valid_to is not None:
        return "supervisor_changed"
    return "opted_out" if facts.supervisor.opted_out_at else None
