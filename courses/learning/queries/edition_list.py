"""Reads the editions that somebody may see, with how many people stand where."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from courses.learning.models import Course, CourseVersion, Edition, Enrolment
from courses.learning.queries.visible_editions import edition_is_within
from courses.learning.rules.edition_code import suggest_code
from courses.learning.rules.states import (
    SEATED,
    WORKING,
    CourseStatus,
    EditionState,
    EnrolmentState,
)
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class EditionRow:
    """One edition in the list."""

    id: UUID
    code: str
    title: str
    course_title: str
    state: EditionState
    starts_on: date
    ends_on: date
    seats: int | None
    counts: Mapping[EnrolmentState, int] = field(default_factory=dict)

    @property
    def seated(self) -> int:
        """Return how many people have a seat."""
        return sum(self.counts.get(state, 0) for state in SEATED)

    @property
    def working(self) -> int:
        """Return how many people work on the course."""
        return sum(self.counts.get(state, 0) for state in WORKING)

    @property
    def passed(self) -> int:
        """Return how many people passed."""
        return self.counts.get(EnrolmentState.PASSED, 0)


@dataclass(frozen=True, kw_only=True)
class CourseChoice:
    """A complete course with the code that its next edition would have."""

    id: UUID
    title: str
    suggested_code: str
    version_number: int


def edition_list(
    session: Session,
    reach: Reach,
    *,
    typed: str = "",
    state: EditionState | None = None,
    number: int = 1,
) -> Page[EditionRow]:
    """Return a page of editions, the newest first; three statements."""
    conditions = _conditions(reach, typed, state)
    total = session.scalar(
        select(func.count())
        .select_from(Edition)
        .join(Course, Course.id == Edition.course_id)
        .where(*conditions)
    )
    rows = session.execute(
        select(
            Edition.id,
            Edition.code,
            Edition.title,
            Course.title.label("course_title"),
            Edition.state,
            Edition.starts_on,
            Edition.ends_on,
            Edition.seats,
        )
        .join(Course, Course.id == Edition.course_id)
        .where(*conditions)
        .order_by(Edition.starts_on.desc(), Edition.code, Edition.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    ).mappings()
    found = list(rows)
    counts = state_counts(session, [row["id"] for row in found])
    return Page(
        rows=[EditionRow(**row, counts=counts[row["id"]]) for row in found],
        number=number,
        total=total or 0,
    )


def state_counts(
    session: Session, edition_ids: list[UUID]
) -> dict[UUID, dict[EnrolmentState, int]]:
    """Return how many enrolments of each edition stand in each state; one statement."""
    found: dict[UUID, dict[EnrolmentState, int]] = defaultdict(dict)
    if not edition_ids:
        return found
    rows = session.execute(
        select(Enrolment.edition_id, Enrolment.state, func.count())
        .where(Enrolment.edition_id.in_(edition_ids))
        .group_by(Enrolment.edition_id, Enrolment.state)
    )
    for edition_id, state, count in rows:
        found[edition_id][state] = count
    return found


def course_choices(session: Session, year: int) -> list[CourseChoice]:
    """Return the complete courses in the programme's order, each with its next code."""
    newest = func.max(CourseVersion.number)
    rows = session.execute(
        select(Course.id, Course.title, Course.code, newest.label("newest"))
        .join(CourseVersion, CourseVersion.course_id == Course.id)
        .where(Course.status == CourseStatus.COMPLETE)
        .group_by(Course.id, Course.title, Course.code, Course.position)
        .order_by(Course.position, Course.id)
    ).all()
    taken = set(session.scalars(select(Edition.code)))
    return [
        CourseChoice(
            id=row.id,
            title=row.title,
            suggested_code=suggest_code(row.code, year, taken),
            version_number=row.newest,
        )
        for row in rows
    ]


def _conditions(reach: Reach, typed: str, state: EditionState | None) -> list[ColumnElement[bool]]:
    conditions = [edition_is_within(reach)]
    if typed:
        words = typed.strip()
        conditions.append(
            Edition.code.icontains(words, autoescape=True)
            | Edition.title.icontains(words, autoescape=True)
            | Course.title.icontains(words, autoescape=True)
        )
    if state is not None:
        conditions.append(Edition.state == state)
    return conditions
