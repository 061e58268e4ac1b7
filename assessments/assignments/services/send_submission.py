"""Sends a participant's work to the trainer: a version that never changes afterwards."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, SubmissionVersion, Task
from assessments.assignments.rules.likeness import sketch
from assessments.assignments.rules.states import Act, SubmissionState
from assessments.assignments.services.change_state import change_state
from assessments.assignments.services.own_submission import (
    own_submission,
    refuse_closed,
    refuse_locked,
)
from assessments.assignments.services.save_draft import draft_files
from courses.learning.api import ActivityContext, ActivityResult, report_result
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.core.jobs.queue import enqueue
from lms.domain_events import SubmissionReceived

COMPARE = "assignments.compare_version"


def send_submission(
    session: Session, actor: Actor, context: ActivityContext, *, base_number: int
) -> UUID:
    """Send the draft as it was confirmed and return the submission; again changes nothing.

    Raises ConflictError when the time is over or the draft changed since it was shown, DomainError
    when there is nothing to send.
    """
    submission = own_submission(session, context)
    if submission.state is SubmissionState.SUBMITTED:
        return submission.id
    refuse_closed(context)
    refuse_locked(submission)
    _refuse_unlike(session, submission, base_number)
    version = _new_version(session, submission)
    change_state(session, actor, submission, Act.SEND)
    report_result(
        session,
        actor,
        context.enrolment_id,
        context.activity_id,
        ActivityResult(is_waiting=True, is_held=False),
    )
    publish(
        session,
        SubmissionReceived(
            submission_id=submission.id,
            enrolment_id=context.enrolment_id,
            activity_id=context.activity_id,
        ),
    )
    enqueue(
        session,
        COMPARE,
        {"version_id": str(version.id)},
        unique_key=f"{COMPARE}:{version.id}",
    )
    return submission.id


def _refuse_unlike(session: Session, submission: Submission, base_number: int) -> None:
    if base_number != submission.draft_number:
        raise ConflictError(
            _("Su borrador cambió en otra página abierta. Revíselo y envíe otra vez."),
            code="draft_changed",
        )
    if not submission.draft_text and not draft_files(session, submission.id):
        raise DomainError(
            _("Escriba su respuesta o agregue un archivo antes de enviar."),
            code="nothing_to_send",
            field="text",
        )


def _new_version(session: Session, submission: Submission) -> SubmissionVersion:
    task = session.get_one(Task, submission.activity_id)
    now = clock.now()
    version = SubmissionVersion(
        id=ids.new_id(),
        submission_id=submission.id,
        number=submission.version_count + 1,
        text=submission.draft_text,
        sketch=sketch(submission.draft_text, without=task.instructions),
        sent_at=now,
    )
    session.add(version)
    submission.version_count = version.number
    submission.sent_at = now
    return version
