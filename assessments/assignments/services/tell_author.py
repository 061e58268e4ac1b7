"""Tells the author of a submission what the trainer did with it: each fact once."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission
from courses.learning.api import enrolment_cards
from lms.core.i18n import gettext as _
from lms.domain_events import CorrectionRequested, GradePublished
from lms.messages.api import notify_person


def tell_grade(session: Session, event: GradePublished) -> None:
    """Tell that a grade can be read; the same grade undone and published again is told once."""
    _tell(
        session,
        event.submission_id,
        event.enrolment_id,
        key=f"assignments.published:{event.submission_id}:{event.version_number}:{event.lock_number}",
        title=_("Su nota está publicada"),
        text=_(
            "Ya puede ver la nota de su tarea «%(title)s», nivel por nivel, y lo que le escribió "
            "su docente.",
            title=event.activity_title,
        ),
    )


def tell_correction(session: Session, event: CorrectionRequested) -> None:
    """Tell that a task came back to be corrected."""
    _tell(
        session,
        event.submission_id,
        event.enrolment_id,
        key=f"assignments.returned:{event.submission_id}:{event.version_number}",
        title=_("Le piden corregir una tarea"),
        text=_(
            "Su docente revisó la tarea «%(title)s» y le pide una corrección. Lo que entregó está "
            "guardado: lea qué cambiar y envíela otra vez.",
            title=event.activity_title,
        ),
    )


def _tell(
    session: Session, submission_id: UUID, enrolment_id: UUID, *, key: str, title: str, text: str
) -> None:
    activity_id = session.scalars(
        select(Submission.activity_id).where(Submission.id == submission_id)
    ).one()
    # The person of now: two records may have become one since the event.
    person_id = enrolment_cards(session, [enrolment_id])[enrolment_id].person_id
    notify_person(
        session,
        person_id,
        unique_key=key,
        title=title,
        text=text,
        path=f"/mi-formacion/{enrolment_id}/tareas/{activity_id}",
    )
