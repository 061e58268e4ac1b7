"""Finds the submission that staff act on, within their reach and locked for the change."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Criterion, Grade, Submission, SubmissionVersion
from courses.learning.api import ACTIVITY, EDITION, ENROLMENT, edition_is_within, under_way
from lms.core.access import Reach
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _


@dataclass(kw_only=True)
class ForGrading:
    """A submission with its newest version and what surrounds it."""

    submission: Submission
    version: SubmissionVersion
    grade: Grade | None
    """The grade of the newest version; None while nobody began."""
    person_id: UUID
    edition_id: UUID
    is_under_way: bool
    """False: only a rectifying acta may change the marks."""
    activity_title: str


EVERYTHING = Reach(everything=True)
"""The reach of services that another feature calls after its own guard."""


def find_for_grading(session: Session, reach: Reach, submission_id: UUID) -> ForGrading:
    """Return a sent submission; raises NotFoundError outside the reach or before it was sent."""
    row = session.execute(
        select(
            Submission,
            SubmissionVersion,
            ENROLMENT.c.person_id,
            EDITION.c.id.label("edition_id"),
            under_way().label("is_under_way"),
            ACTIVITY.c.title.label("activity_title"),
        )
        .join(
            SubmissionVersion,
            (SubmissionVersion.submission_id == Submission.id)
            & (SubmissionVersion.number == Submission.version_count),
        )
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
        .where(Submission.id == submission_id, edition_is_within(reach))
        .with_for_update(of=Submission)
        # Another page may have changed it while this session held an older picture.
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esta entrega entre las de sus ediciones."))
    grade = session.scalars(
        select(Grade)
        .where(Grade.version_id == row.SubmissionVersion.id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    return ForGrading(
        submission=row.Submission,
        version=row.SubmissionVersion,
        grade=grade,
        person_id=row.person_id,
        edition_id=row.edition_id,
        is_under_way=row.is_under_way,
        activity_title=row.activity_title,
    )


def rubric_of(session: Session, activity_id: UUID) -> list[Criterion]:
    """Return the criteria of a task in their order."""
    return list(
        session.scalars(
            select(Criterion)
            .where(Criterion.activity_id == activity_id)
            .order_by(Criterion.position, Criterion.id)
        )
    )


def refuse_closed_edition(found: ForGrading) -> None:
    """Raise ConflictError when only a rectifying acta may change the marks."""
    if not found.is_under_way:
        raise ConflictError(
            _("La edición está cerrada. La nota solo cambia con un acta de rectificación."),
            code="edition_closed",
        )
