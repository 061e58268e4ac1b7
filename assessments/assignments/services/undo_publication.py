"""Takes a publication back within the hour: the grade is a draft again and counts no more."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Grade, SubmissionVersion
from assessments.assignments.rules.scoring import has_criterion_without_evidence
from assessments.assignments.rules.states import Act, SubmissionState
from assessments.assignments.rules.windows import may_undo
from assessments.assignments.services.announce_grade import SOURCE
from assessments.assignments.services.change_state import change_state
from assessments.assignments.services.find_for_grading import (
    ForGrading,
    find_for_grading,
    refuse_closed_edition,
)
from assessments.competencies.api import withdraw_evidence
from courses.learning.api import ActivityResult, rectify_enrolment, report_result
from lms.core import clock
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _


def undo_batch(session: Session, actor: Actor, reach: Reach, batch_id: UUID) -> int:
    """Undo everything that was published together and still stands; return how many.

    Raises NotFoundError for a batch that is not within the reach, ConflictError after an hour.
    """
    submission_ids = session.scalars(
        select(SubmissionVersion.submission_id)
        .join(Grade, Grade.version_id == SubmissionVersion.id)
        .where(Grade.batch_id == batch_id)
        .order_by(SubmissionVersion.submission_id)
    ).all()
    if not submission_ids:
        raise NotFoundError(_("No encontramos esa publicación."))
    return undo_publication(session, actor, reach, submission_ids)


def undo_publication(
    session: Session, actor: Actor, reach: Reach, submission_ids: Sequence[UUID]
) -> int:
    """Undo the publication of these submissions; return how many were undone.

    What is no longer published is left alone. Raises ConflictError when the hour is over or the
    edition was closed: then nothing is undone.
    """
    undone = 0
    for submission_id in sorted(submission_ids):
        found = find_for_grading(session, reach, submission_id)
        grade = found.grade
        if found.submission.state is not SubmissionState.PUBLISHED or grade is None:
            continue
        refuse_closed_edition(found)
        if grade.published_at is None or not may_undo(grade.published_at, clock.now()):
            raise ConflictError(
                _(
                    "Pasó más de una hora desde la publicación. Pida una nueva entrega o "
                    "rectifique la nota en la tabla de calificaciones."
                ),
                code="undo_too_late",
            )
        _undo(session, actor, found, grade)
        undone += 1
    return undone


def _undo(session: Session, actor: Actor, found: ForGrading, grade: Grade) -> None:
    reason = _("Publicación deshecha dentro de la hora.")
    change_state(
        session,
        actor,
        found.submission,
        Act.UNDO,
        facts={"score_percent": grade.score_percent},
        reason=reason,
    )
    grade.published_at = None
    grade.published_by_person_id = None
    grade.batch_id = None
    withdraw_evidence(
        session,
        actor,
        source_kind=SOURCE,
        source_id=found.submission.id,
        source_version=found.version.number,
        reason=reason,
    )
    _report_previous(session, actor, found)
    rectify_enrolment(session, actor, found.submission.enrolment_id, reason=reason)


def _report_previous(session: Session, actor: Actor, found: ForGrading) -> None:
    """Report the mark of the last version that was published before; none where there is none."""
    previous = session.scalars(
        select(Grade)
        .join(SubmissionVersion, SubmissionVersion.id == Grade.version_id)
        .where(
            SubmissionVersion.submission_id == found.submission.id,
            SubmissionVersion.number < found.version.number,
            Grade.published_at.is_not(None),
        )
        .order_by(SubmissionVersion.number.desc())
        .limit(1)
    ).one_or_none()
    report_result(
        session,
        actor,
        found.submission.enrolment_id,
        found.submission.activity_id,
        ActivityResult(
            score_percent=previous.score_percent if previous else None,
            has_criterion_without_evidence=has_criterion_without_evidence(
                previous.levels if previous else {}
            ),
            is_waiting=True,
            is_held=False,
            replaces=True,
        ),
    )
