"""Reads the grading desk: one submission beside its rubric."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Submission, Task
from assessments.assignments.queries.likeness import LikeRow, likenesses
from assessments.assignments.queries.rubric import RubricRow, rubric_rows
from assessments.assignments.queries.tables import ORGANIZATION, place_name
from assessments.assignments.queries.versions import VersionRow, file_rows, version_rows
from assessments.assignments.rules.states import GRADABLE, SubmissionState
from courses.learning.api import (
    ACTIVITY,
    COURSE,
    EDITION,
    ENROLMENT,
    edition_is_within,
    under_way,
)
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class DeskHead:
    """Whose work it is and of what."""

    id: UUID
    state: SubmissionState
    sent_at: datetime
    person_id: UUID
    person: str
    organization: str
    activity_id: UUID
    activity_title: str
    instructions: str
    edition_id: UUID
    edition_title: str
    is_under_way: bool
    """False: only a rectifying acta may change the marks."""
    course_title: str


@dataclass(frozen=True, kw_only=True)
class DeskPage:
    """Everything that the desk shows of one submission."""

    head: DeskHead
    rubric: tuple[RubricRow, ...]
    version: VersionRow
    """The newest: the one that is graded."""
    earlier: tuple[VersionRow, ...]
    likenesses: tuple[LikeRow, ...]

    @property
    def is_gradable(self) -> bool:
        """Tell whether a grade may be written now."""
        return self.head.state in GRADABLE and self.head.is_under_way

    @property
    def lock_number(self) -> int:
        """Return the picture of the grade that the page shows; 0 while there is none."""
        return self.version.grade.lock_number if self.version.grade else 0


def desk_page(session: Session, reach: Reach, submission_id: UUID) -> DeskPage:
    """Return the desk of a sent submission; raises NotFoundError outside the reach.

    Five statements.
    """
    head = _head(session, reach, submission_id)
    versions = version_rows(session, submission_id, file_rows(session, submission_id))
    return DeskPage(
        head=head,
        rubric=rubric_rows(session, head.activity_id),
        version=versions[0],
        earlier=versions[1:],
        likenesses=likenesses(session, reach, versions[0].id),
    )


def _head(session: Session, reach: Reach, submission_id: UUID) -> DeskHead:
    row = (
        session.execute(
            select(
                Submission.id,
                Submission.state,
                Submission.sent_at,
                ENROLMENT.c.person_id,
                full_name_expression().label("person"),
                place_name().label("organization"),
                ACTIVITY.c.id.label("activity_id"),
                ACTIVITY.c.title.label("activity_title"),
                Task.instructions,
                EDITION.c.id.label("edition_id"),
                EDITION.c.title.label("edition_title"),
                under_way().label("is_under_way"),
                COURSE.c.title.label("course_title"),
            )
            .join(Task, Task.activity_id == Submission.activity_id)
            .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
            .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .join(COURSE, COURSE.c.id == EDITION.c.course_id)
            .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
            .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
            .where(
                Submission.id == submission_id,
                Submission.version_count > 0,
                edition_is_within(reach),
            )
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotFoundError(_("No encontramos esta entrega entre las de sus ediciones."))
    return DeskHead(**{**row, "organization": row["organization"] or ""})
