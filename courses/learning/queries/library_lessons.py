"""Reads where a learner may read the lessons that a library entry names."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from courses.learning.models import Activity, Course, Edition, Enrolment
from lms.core.access import Access


@dataclass(frozen=True, kw_only=True)
class LibraryLesson:
    """A lesson of one of the own courses."""

    title: str
    course_title: str
    enrolment_id: UUID
    activity_id: UUID


def library_lessons(
    session: Session, access: Access, *, lessons: Sequence[tuple[str, str]]
) -> tuple[LibraryLesson, ...] | None:
    """Return the lessons (slugs of course and activity) that who asks is enrolled to read.

    One statement; None where nobody signed in or no own course has one.
    """
    if access.person_id is None or not lessons:
        return None
    rows = session.execute(
        select(
            Activity.title,
            Course.title.label("course_title"),
            Enrolment.id.label("enrolment_id"),
            Activity.id.label("activity_id"),
        )
        .join(Edition, Edition.id == Enrolment.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .join(Activity, Activity.course_version_id == Edition.course_version_id)
        .where(
            Enrolment.person_id == access.person_id,
            tuple_(Course.slug, Activity.slug).in_(list(lessons)),
        )
        .order_by(Edition.ends_on, Enrolment.id, Activity.position)
    )
    return tuple(LibraryLesson(**row) for row in rows.mappings()) or None
