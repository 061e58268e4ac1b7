"""Stores a parsed course: its programme, the course and, when the content changed, a version."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from courses.content.parsed import CourseContentKind, CourseContentStatus, ParsedCourse
from courses.learning.content_activities import store_activities
from courses.learning.models import Course, CourseVersion, Prerequisite, Programme
from courses.learning.rules.states import CourseKind, CourseStatus
from lms.core import clock

_KINDS = {
    CourseContentKind.BASE: CourseKind.BASE,
    CourseContentKind.SPECIALISED: CourseKind.SPECIALISED,
}
_STATUSES = {
    CourseContentStatus.COMPLETE: CourseStatus.COMPLETE,
    CourseContentStatus.IN_PREPARATION: CourseStatus.IN_PREPARATION,
}


def load_course(session: Session, parsed: ParsedCourse) -> None:
    """Bring the tables to what was parsed; the same content makes no new version.

    Versions that stand are never touched: editions keep theirs and learners their progress.
    """
    programme = _store_programme(session, parsed)
    course = _store_course(session, parsed, programme.id)
    _store_prerequisites(session, parsed, course.id)
    newest = session.scalars(
        select(CourseVersion)
        .where(CourseVersion.course_id == course.id)
        .order_by(CourseVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if newest is not None and newest.content_hash == parsed.content_hash:
        return
    version = CourseVersion(
        course_id=course.id,
        number=1 if newest is None else newest.number + 1,
        content_hash=parsed.content_hash,
        rules=asdict(parsed.rules),
        facts=_facts(parsed),
        published_at=clock.now(),
    )
    session.add(version)
    # Activities carry the version's id, which is given when the row is sent.
    session.flush()
    store_activities(session, parsed, version.id)


def _store_programme(session: Session, parsed: ParsedCourse) -> Programme:
    outline = parsed.programme
    programme = session.scalars(
        select(Programme).where(Programme.code == outline.code)
    ).one_or_none()
    if programme is None:
        programme = Programme(code=outline.code)
        session.add(programme)
    programme.title = outline.title
    programme.summary = outline.summary
    programme.zone = outline.zone
    programme.milestone_days = list(outline.milestone_days)
    # Courses carry the programme's id.
    session.flush()
    return programme


def _store_course(session: Session, parsed: ParsedCourse, programme_id: UUID) -> Course:
    course = session.scalars(select(Course).where(Course.slug == parsed.slug)).one_or_none()
    if course is None:
        course = Course(slug=parsed.slug, programme_id=programme_id)
        session.add(course)
    course.code = parsed.code
    course.title = parsed.title
    course.summary = parsed.summary
    course.kind = _KINDS[parsed.kind]
    course.status = _STATUSES[parsed.status]
    course.hours = parsed.hours
    course.position = parsed.position
    # Versions and prerequisites carry the course's id.
    session.flush()
    return course


def _store_prerequisites(session: Session, parsed: ParsedCourse, course_id: UUID) -> None:
    """Keep exactly the prerequisites of the file; the loader brings them before this course."""
    required = set(session.scalars(select(Course.id).where(Course.slug.in_(parsed.prerequisites))))
    standing = set(
        session.scalars(
            select(Prerequisite.required_course_id).where(Prerequisite.course_id == course_id)
        )
    )
    if gone := standing - required:
        session.execute(
            delete(Prerequisite).where(
                Prerequisite.course_id == course_id, Prerequisite.required_course_id.in_(gone)
            )
        )
    session.add_all(
        Prerequisite(course_id=course_id, required_course_id=required_id)
        for required_id in sorted(required - standing)
    )


def _facts(parsed: ParsedCourse) -> dict[str, Any]:
    return {
        "author_version": parsed.version,
        "licence": parsed.licence,
        "competencies": list(parsed.competencies),
        "commitment_examples": [asdict(example) for example in parsed.commitment_examples],
        "sources": [asdict(source) for source in parsed.sources],
        "guide": {"title": parsed.guide_title, "body": parsed.guide},
    }
