"""Finds or makes the submission that a participant writes in, locked for the change."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, Task
from assessments.assignments.rules.states import WRITABLE, SubmissionState
from courses.learning.api import ActivityContext
from lms.core import clock, ids
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _


def own_submission(session: Session, context: ActivityContext) -> Submission:
    """Return the participant's submission in this task, made now when there is none.

    Raises NotFoundError where the activity is no applied task.
    """
    if session.get(Task, context.activity_id) is None:
        raise NotFoundError(_("Esta actividad no es una tarea aplicada."))
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    now = clock.now()
    # Two tabs may begin at once: the second insert is no error.
    session.execute(
        insert(Submission)
        .values(
            id=ids.new_id(),
            enrolment_id=context.enrolment_id,
            activity_id=context.activity_id,
            state=SubmissionState.DRAFT,
            draft_text="",
            draft_number=0,
            version_count=0,
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing(index_elements=["enrolment_id", "activity_id"])
    )
    return session.scalars(
        select(Submission)
        .where(
            Submission.enrolment_id == context.enrolment_id,
            Submission.activity_id == context.activity_id,
        )
        .with_for_update()
    ).one()


def refuse_closed(context: ActivityContext) -> None:
    """Raise ConflictError when what the participant sends now would not count."""
    if not context.accepts_work:
        raise ConflictError(
            _(
                "El plazo de esta tarea terminó o el curso no está abierto para usted. "
                "Si necesita más días, pida una ampliación a la coordinación."
            ),
            code="not_accepting",
        )


def refuse_locked(submission: Submission) -> None:
    """Raise ConflictError when the work was sent and waits for its answer."""
    if submission.state not in WRITABLE:
        raise ConflictError(
            _("Su entrega ya fue enviada. Podrá cambiarla si le piden una corrección."),
            code="already_sent",
        )
