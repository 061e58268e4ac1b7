"""Reads what keeps people from entering an edition: courses that come before, and seats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from courses.learning.models import Course, Edition, Enrolment, Prerequisite
from courses.learning.rules.states import SEATED, EnrolmentState

_CHUNK = 5000


@dataclass(frozen=True, kw_only=True)
class RequiredCourse:
    """A course that must be passed before."""

    id: UUID
    title: str


def required_courses(session: Session, course_id: UUID) -> list[RequiredCourse]:
    """Return the courses that come before a course, in the programme's order."""
    rows = session.execute(
        select(Course.id, Course.title)
        .join(Prerequisite, Prerequisite.required_course_id == Course.id)
        .where(Prerequisite.course_id == course_id)
        .order_by(Course.position, Course.id)
    )
    return [RequiredCourse(id=row.id, title=row.title) for row in rows]


def lacking_course(
    session: Session, course_id: UUID, person_ids: Iterable[UUID]
) -> dict[UUID, str]:
    """Return for each person who lacks one the title of the first course that comes before."""
    required = required_courses(session, course_id)
    people = list(person_ids)
    if not required or not people:
        return {}
    passed: set[tuple[UUID, UUID]] = set()
    for chunk in _chunks(people):
        passed |= {
            (row.person_id, row.course_id)
            for row in session.execute(
                select(Enrolment.person_id, Edition.course_id)
                .join(Edition, Edition.id == Enrolment.edition_id)
                .where(
                    Enrolment.person_id.in_(chunk),
                    Enrolment.state == EnrolmentState.PASSED,
                    Edition.course_id.in_([course.id for course in required]),
                )
            )
        }
    found: dict[UUID, str] = {}
    for person_id in people:
        absent = [course.title for course in required if (person_id, course.id) not in passed]
        if absent:
            found[person_id] = absent[0]
    return found


def seats_left(session: Session, edition: Edition) -> int | None:
    """Return how many seats are free, None where there is no limit."""
    if edition.seats is None:
        return None
    taken = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .where(Enrolment.edition_id == edition.id, Enrolment.state.in_(SEATED))
    )
    return max(0, edition.seats - (taken or 0))


def states_in_edition(
    session: Session, edition_id: UUID, person_ids: Iterable[UUID]
) -> dict[UUID, EnrolmentState]:
    """Return the state of those people who stand in an edition already."""
    found: dict[UUID, EnrolmentState] = {}
    for chunk in _chunks(list(person_ids)):
        rows = session.execute(
            select(Enrolment.person_id, Enrolment.state).where(
                Enrolment.edition_id == edition_id, Enrolment.person_id.in_(chunk)
            )
        )
        found |= {row.person_id: row.state for row in rows}
    return found


def _chunks(people: list[UUID]) -> Iterator[list[UUID]]:
    # SQLite admits 32,766 values in a statement and PostgreSQL 65,535.
    for start in range(0, len(people), _CHUNK):
        yield people[start : start + _CHUNK]
