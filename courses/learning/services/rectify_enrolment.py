"""Brings an enrolment to what the rules say after a mark was rectified once the edition closed."""

from uuid import UUID

from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment
from courses.learning.queries.completion_facts import missing_of
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.evaluate_completion import evaluate_completion, withdraw_pass
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def rectify_enrolment(
    session: Session, actor: Actor, enrolment_id: UUID, *, reason: str
) -> EnrolmentState:
    """Return the state after the rules were read again; withdrawn people stay withdrawn.

    A pass that no longer holds is taken back, and in a closed edition becomes *no aprobada*; who
    had failed and now fulfils every rule passes. Who writes the rectifying acta calls it in the
    same unit of work. Raises DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(
            _("Escriba el motivo de la rectificación."), code="reason", field="reason"
        )
    enrolment = session.get_one(Enrolment, enrolment_id, with_for_update=True)
    edition = session.get_one(Edition, enrolment.edition_id)
    # The rules read marks that this transaction may have just written.
    session.flush()
    is_missing = bool(missing_of(session, enrolment_id))
    if enrolment.state is EnrolmentState.PASSED and is_missing:
        withdraw_pass(session, actor, enrolment, reason=reason)
        if edition.state is EditionState.CLOSED:
            _change(session, actor, enrolment, EnrolmentState.FAILED, reason)
    elif enrolment.state is EnrolmentState.FAILED and not is_missing:
        _change(session, actor, enrolment, EnrolmentState.IN_PROGRESS, reason)
        evaluate_completion(session, actor, enrolment)
    return enrolment.state


def _change(
    session: Session, actor: Actor, enrolment: Enrolment, state: EnrolmentState, reason: str
) -> None:
    before = enrolment.state
    enrolment.state = state
    enrolment.state_reason = reason
    record_change(
        session,
        actor,
        action="learning.rectify_enrolment",
        object_kind="enrolment",
        object_id=enrolment.id,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )
