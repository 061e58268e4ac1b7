"""Reads the first page of a learner: the next step, and every course with what is missing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from courses.learning.models import Course, Edition, Enrolment
from courses.learning.queries.activity_context import extended_until
from courses.learning.queries.course_maps import course_maps
from courses.learning.queries.standings import progress_of
from courses.learning.rules.course_map import MapActivity, MapModule, Standing
from courses.learning.rules.states import WORKING, EditionState, EnrolmentState, is_under_way
from lms.core import clock

LEFT = frozenset({EnrolmentState.WITHDRAWN, EnrolmentState.DROPPED_OUT})


@dataclass(frozen=True, kw_only=True)
class LearnerCourse:
    """One course of a learner with how it stands."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    course_version_id: UUID
    course_title: str
    course_summary: str
    edition_title: str
    edition_code: str
    edition_state: EditionState
    state: EnrolmentState
    state_reason: str | None
    starts_on: date
    last_day: date
    """Last day for work, extensions included."""
    zone: str
    passed_on: date | None
    standing: Standing

    @property
    def deadline(self) -> datetime:
        """Return the last moment for work."""
        return clock.end_of_day(self.last_day, self.zone)

    @property
    def has_begun(self) -> bool:
        """Tell whether the first day came."""
        return self.starts_on <= clock.today(self.zone)

    @property
    def is_readable(self) -> bool:
        """Tell whether lessons may be read: from the first day, and after the end too."""
        is_given = self.edition_state is not EditionState.PLANNED
        return is_given and self.has_begun and self.state not in LEFT

    @property
    def accepts_work(self) -> bool:
        """Tell whether what the learner does now counts."""
        return (
            is_under_way(self.edition_state, self.state)
            and self.state in WORKING
            and self.has_begun
            and clock.now() <= self.deadline
        )

    @property
    def next_activity(self) -> MapActivity | None:
        """Return what comes next, None when nothing can be done now."""
        return self.standing.next_activity if self.accepts_work else None

    @property
    def next_module(self) -> MapModule | None:
        """Return the module of what comes next."""
        activity = self.next_activity
        return self.standing.course.module_of(activity) if activity else None


def learner_home(session: Session, person_id: UUID) -> list[LearnerCourse]:
    """Return the person's courses: those with work first, by their last day; three statements.

    The statements do not grow with the courses; the maps of versions are kept in the process.
    """
    courses = _courses(session, Enrolment.person_id == person_id)
    return sorted(courses, key=_urgency)


def find_learner_course(
    session: Session, person_id: UUID | None, enrolment_id: UUID
) -> LearnerCourse | None:
    """Return one course of a person, None when it is somebody else's; three statements."""
    found = _courses(session, (Enrolment.id == enrolment_id) & (Enrolment.person_id == person_id))
    return found[0] if found else None


def _courses(session: Session, condition: ColumnElement[bool]) -> list[LearnerCourse]:
    rows = session.execute(
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.person_id,
            Enrolment.edition_id,
            Enrolment.state,
            Enrolment.state_reason,
            Enrolment.passed_on,
            Edition.course_version_id,
            Edition.title.label("edition_title"),
            Edition.code.label("edition_code"),
            Edition.state.label("edition_state"),
            Edition.starts_on,
            Edition.ends_on,
            Edition.zone,
            Course.title.label("course_title"),
            Course.summary.label("course_summary"),
            extended_until().label("extended_until"),
        )
        .join(Edition, Edition.id == Enrolment.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .where(condition)
        .order_by(Edition.ends_on, Enrolment.id)
    ).all()
    if not rows:
        return []
    maps = course_maps(session, [row.course_version_id for row in rows])
    progress = progress_of(session, [row.enrolment_id for row in rows])
    return [
        LearnerCourse(
            enrolment_id=row.enrolment_id,
            person_id=row.person_id,
            edition_id=row.edition_id,
            course_version_id=row.course_version_id,
            course_title=row.course_title,
            course_summary=row.course_summary,
            edition_title=row.edition_title,
            edition_code=row.edition_code,
            edition_state=row.edition_state,
            state=row.state,
            state_reason=row.state_reason,
            starts_on=row.starts_on,
            last_day=max(row.ends_on, row.extended_until or row.ends_on),
            zone=row.zone,
            passed_on=row.passed_on,
            standing=Standing(
                course=maps[row.course_version_id], progress=progress[row.enrolment_id]
            ),
        )
        for row in rows
    ]


def _urgency(course: LearnerCourse) -> tuple[bool, bool, bool, date, str]:
    return (
        course.next_activity is None,
        course.state not in WORKING,
        not course.has_begun,
        course.last_day,
        str(course.enrolment_id),
    )
