"""Reads what everybody may see: the programme, its courses and the editions that come."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from courses.learning.models import Course, CourseVersion, Edition, Prerequisite, Programme
from courses.learning.queries.course_maps import course_map
from courses.learning.rules.course_map import CourseMap
from courses.learning.rules.states import CourseKind, CourseStatus, EditionState
from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class CatalogueCourse:
    """One course of the programme, as the public sees it."""

    id: UUID
    code: str
    slug: str
    title: str
    summary: str
    kind: CourseKind
    status: CourseStatus
    hours: int | None
    programme_title: str
    programme_summary: str
    before: tuple[str, ...] = ()
    """Titles of the courses that come before."""


@dataclass(frozen=True, kw_only=True)
class PublicEdition:
    """An edition that is open or comes."""

    title: str
    starts_on: date
    ends_on: date
    state: EditionState


@dataclass(frozen=True, kw_only=True)
class CataloguePage:
    """A course with its contents and editions."""

    course: CatalogueCourse
    shape: CourseMap | None
    """None while the course is in preparation."""
    editions: tuple[PublicEdition, ...]


def catalogue(session: Session) -> list[CatalogueCourse]:
    """Return every course in the order of the programme; two statements."""
    rows = session.execute(
        select(
            Course.id,
            Course.code,
            Course.slug,
            Course.title,
            Course.summary,
            Course.kind,
            Course.status,
            Course.hours,
            Programme.title.label("programme_title"),
            Programme.summary.label("programme_summary"),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .order_by(Programme.code, Course.position, Course.id)
    ).mappings()
    before = _before(session)
    return [CatalogueCourse(**row, before=tuple(before[row["id"]])) for row in rows]


def catalogue_page(session: Session, slug: str) -> CataloguePage:
    """Return one course; raises NotFoundError."""
    course = next((c for c in catalogue(session) if c.slug == slug), None)
    if course is None:
        raise NotFoundError(_("No encontramos ese curso."))
    shape = None
    if course.status is CourseStatus.COMPLETE:
        version_id = session.scalar(
            select(CourseVersion.id)
            .where(CourseVersion.course_id == course.id)
            .order_by(CourseVersion.number.desc())
            .limit(1)
        )
        shape = course_map(session, version_id) if version_id else None
    return CataloguePage(course=course, shape=shape, editions=_coming(session, course.id))


def count_complete(session: Session) -> tuple[int, int]:
    """Return how many courses can be taken, and of how many."""
    rows = session.execute(select(Course.status, func.count()).group_by(Course.status))
    counts = {row[0]: row[1] for row in rows}
    return counts.get(CourseStatus.COMPLETE, 0), sum(counts.values())


def _before(session: Session) -> dict[UUID, list[str]]:
    required = aliased(Course)
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = session.execute(
        select(Prerequisite.course_id, required.title)
        .join(required, required.id == Prerequisite.required_course_id)
        .order_by(required.position, required.id)
    )
    for row in rows:
        found[row.course_id].append(row.title)
    return found


def _coming(session: Session, course_id: UUID) -> tuple[PublicEdition, ...]:
    rows = session.execute(
        select(Edition.title, Edition.starts_on, Edition.ends_on, Edition.state)
        .where(
            Edition.course_id == course_id,
            Edition.state != EditionState.CLOSED,
            Edition.ends_on >= clock.today(),
        )
        .order_by(Edition.starts_on, Edition.id)
        .limit(10)
    ).mappings()
    return tuple(PublicEdition(**row) for row in rows)
