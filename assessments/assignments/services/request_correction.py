"""Returns a submission to its author with what to correct."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.assignments.rules.states import Act
from assessments.assignments.services.change_state import change_state
from assessments.assignments.services.find_for_grading import (
    find_for_grading,
    refuse_closed_edition,
)
from courses.learning.api import ActivityResult, report_result
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import CorrectionRequested


def request_correction(
    session: Session, actor: Actor, reach: Reach, submission_id: UUID, *, reason: str
) -> None:
    """Ask for a correction; what was written as a draft of the grade stays with this version.

    A mark that was published before stands until another one is. Raises DomainError without a
    reason, ConflictError where the state or the closed edition does not allow it.
    """
    if not reason.strip():
        raise DomainError(
            _("Escriba qué tiene que corregir la persona."), code="no_reason", field="reason"
        )
    found = find_for_grading(session, reach, submission_id)
    refuse_closed_edition(found)
    change_state(session, actor, found.submission, Act.RETURN, reason=reason.strip())
    found.version.returned_at = clock.now()
    found.version.returned_by_person_id = actor.person_id
    found.version.return_reason = reason.strip()
    # Nobody waits for the trainer any more; the published mark, if any, is left as it is.
    report_result(
        session,
        actor,
        found.submission.enrolment_id,
        found.submission.activity_id,
        ActivityResult(is_waiting=False, is_held=False),
    )
    publish(
        session,
        CorrectionRequested(
            submission_id=found.submission.id,
            enrolment_id=found.submission.enrolment_id,
            person_id=found.person_id,
            activity_title=found.activity_title,
            version_number=found.version.number,
        ),
    )
