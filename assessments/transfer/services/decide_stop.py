"""Stops a person's clock after a change of post, once coordination approves the cause."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Milestone, StopRequest
from assessments.transfer.queries.milestone_facts import commitments_of_enrolment, milestone_facts
from assessments.transfer.rules.states import MilestoneState, RequestState, StopKind
from assessments.transfer.services.freeze_figures import freeze_if_last
from assessments.transfer.services.make_milestones import stop_milestones
from assessments.transfer.services.outcomes import (
    excluded_commitments,
    has_scored_answer,
    recompute,
)
from assessments.transfer.services.set_supervisor import end_supervisor, live_supervisor
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _

ASKED_FOR = frozenset({StopKind.REASSIGNED, StopKind.NO_LONGER_APPLIES})


def ask_to_stop(
    session: Session,
    milestone_id: UUID,
    *,
    kind: StopKind,
    cause: str,
    asked_by: str,
) -> UUID:
    """Return the id of a request to stop a person's clock; it waits for coordination."""
    if kind not in ASKED_FOR:
        raise DomainError(_("Elija qué cambió."), field="kind")
    if not cause.strip():
        raise DomainError(_("Cuente qué cambió y desde cuándo."), field="cause")
    milestone = milestone_facts(session, milestone_id).milestone
    standing = session.scalar(
        select(StopRequest.id).where(
            StopRequest.milestone_id == milestone_id,
            StopRequest.commitment_id.is_(None),
            StopRequest.state == RequestState.ASKED,
        )
    )
    if standing is not None:
        return standing
    row = StopRequest(
        id=ids.new_id(),
        enrolment_id=milestone.enrolment_id,
        milestone_id=milestone_id,
        kind=kind,
        cause=cause.strip()[:1000],
        asked_by=asked_by[:200],
    )
    session.add(row)
    # Whoever asks may decide in the same transaction.
    session.flush()
    return row.id


def decide_stop(
    session: Session, actor: Actor, request_id: UUID, *, is_approved: bool, note: str = ""
) -> int:
    """Approve or decline a request; return how many milestones stopped.

    A change of post stops nothing that has an answer: what was said of the work stays in the
    reckoning. Raises ConflictError when it was decided before.
    """
    request = session.get_one(StopRequest, request_id, with_for_update=True)
    if request.state is not RequestState.ASKED:
        raise ConflictError(_("Este pedido ya tiene respuesta."), code="decided")
    if not is_approved and not note.strip():
        raise DomainError(_("Escriba por qué no se aprueba."), field="note")
    request.state = RequestState.APPROVED if is_approved else RequestState.DECLINED
    request.decided_at = clock.now()
    request.decided_by_person_id = actor.person_id
    request.decision_note = note.strip() or None
    record_change(
        session,
        actor,
        action="transfer.decide_stop",
        object_kind="stop_request",
        object_id=request.id,
        before={"state": RequestState.ASKED},
        after={"state": request.state, "kind": request.kind},
        reason=request.cause,
    )
    # What is excluded is read from the database.
    session.flush()
    return _stop(session, actor, request) if is_approved else 0


def _stop(session: Session, actor: Actor, request: StopRequest) -> int:
    here = session.get_one(Milestone, request.milestone_id)
    later = _from_here(session, here)
    if request.commitment_id is not None:
        standing = {one.id for one in commitments_of_enrolment(session, request.enrolment_id)}
        if standing - excluded_commitments(session, request.enrolment_id, here.due_on):
            for milestone in later:
                recompute(session, milestone)
            return 0
    else:
        # Source: reference section 5.4: who said how it went leaves the reckoning only when every
        # commitment no longer applies.
        later = [one for one in later if not has_scored_answer(session, one)]
    if request.kind is StopKind.REASSIGNED:
        # In the new post the commitment may still be tried: the next milestone goes on, and
        # whoever is the superior by then is asked.
        later = [here] if here in later else []
        superior = live_supervisor(session, request.enrolment_id)
        if superior is not None:
            end_supervisor(session, actor, superior, reason=request.cause)
    stop_milestones(session, actor, later, kind=request.kind, cause=request.cause)
    if here in later:
        # The one that stopped may have been the last that the edition waited for.
        edition_id = milestone_facts(session, here.id).edition_id
        freeze_if_last(session, edition_id, here.days, moment="close")
    return len(later)


def _from_here(session: Session, here: Milestone) -> list[Milestone]:
    return list(
        session.scalars(
            select(Milestone)
            .where(
                Milestone.enrolment_id == here.enrolment_id,
                Milestone.sequence == here.sequence,
                Milestone.days >= here.days,
                Milestone.state != MilestoneState.STOPPED,
            )
            .order_by(Milestone.days)
        )
    )
