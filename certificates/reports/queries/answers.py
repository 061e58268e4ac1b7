"""Counts how many enrolled, left, passed and were certified."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, select
from sqlalchemy.orm import Session

from certificates.issuing.api import CERTIFICATE, is_in_force
from certificates.reports.rules.counts import Counts, total_of
from certificates.reports.rules.filters import Filters, GenderFilter
from courses.learning.api import (
    COURSE,
    EDITION,
    ENROLMENT,
    WORKING,
    EnrolmentState,
    edition_is_within,
)
from lms.accounts.api import PERSON, Gender, organization_nesting, organizations_within
from lms.core import clock
from lms.core.access import Reach
from lms.organizations.api import ORGANIZATION

_GENDERS = {
    GenderFilter.WOMAN: Gender.WOMAN,
    GenderFilter.MAN: Gender.MAN,
    GenderFilter.OTHER: Gender.OTHER,
}


@dataclass(frozen=True, kw_only=True)
class Group:
    """A course, a municipality or a gender with its counts; an empty name means unknown."""

    name: str
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The figures of the page, all of the same enrolments."""

    filters: Filters
    total: Counts
    people: int
    """Different people behind the enrolments."""
    by_course: tuple[Group, ...]
    by_organization: tuple[Group, ...]
    by_gender: tuple[Group, ...]


def answers(session: Session, reach: Reach, filters: Filters) -> Answers:
    """Return the figures of what a permission reaches; two statements, whatever the size."""
    rows = session.execute(_groups(reach, filters)).all()
    return Answers(
        filters=filters,
        total=total_of(_counts(row) for row in rows),
        people=session.scalars(_people(reach, filters)).one(),
        by_course=_grouped(rows, lambda row: (row.position, row.course)),
        by_organization=_grouped(
            # Who named no entity stands last.
            rows,
            lambda row: (row.organization is None, row.organization or ""),
        ),
        by_gender=_grouped(rows, lambda row: _gender_key(row.gender)),
    )


def _groups(reach: Reach, filters: Filters) -> Select[*tuple[Any, ...]]:
    """Return the one statement that counts: by course, entity and gender together."""
    state = ENROLMENT.c.state
    is_certified = exists().where(
        CERTIFICATE.c.enrolment_id == ENROLMENT.c.id,
        is_in_force(clock.today()),
    )
    return (
        select(
            COURSE.c.title.label("course"),
            COURSE.c.position,
            ORGANIZATION.c.name.label("organization"),
            PERSON.c.gender,
            func.count().label("enrolled"),
            _number(state == EnrolmentState.WITHDRAWN).label("withdrawn"),
            _number(state == EnrolmentState.DROPPED_OUT).label("dropped_out"),
            _number(state.in_(WORKING)).label("working"),
            _number(state == EnrolmentState.FAILED).label("failed"),
            _number(state == EnrolmentState.PASSED).label("passed"),
            _number((state == EnrolmentState.PASSED) & is_certified).label("certified"),
        )
        .select_from(_enrolments())
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(*_conditions(reach, filters))
        .group_by(COURSE.c.title, COURSE.c.position, ORGANIZATION.c.name, PERSON.c.gender)
    )


def _people(reach: Reach, filters: Filters) -> Select[int]:
    return (
        select(func.count(ENROLMENT.c.person_id.distinct()))
        .select_from(_enrolments())
        .where(*_conditions(reach, filters))
    )


def _enrolments() -> Any:
    return (
        ENROLMENT.join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
    )


def _conditions(reach: Reach, filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [edition_is_within(reach)]
    if filters.since is not None:
        found.append(ENROLMENT.c.created_at >= clock.start_of_day(filters.since))
    if filters.until is not None:
        found.append(ENROLMENT.c.created_at <= clock.end_of_day(filters.until))
    if filters.course_id is not None:
        found.append(EDITION.c.course_id == filters.course_id)
    if filters.organization_id is not None:
        inside = organizations_within([filters.organization_id])
        found.append(ENROLMENT.c.organization_id.in_(inside))
    if filters.gender is GenderFilter.UNKNOWN:
        found.append(PERSON.c.gender.is_(None))
    elif filters.gender is not None:
        found.append(PERSON.c.gender == _GENDERS[filters.gender])
    return found


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _counts(row: Row[*tuple[Any, ...]]) -> Counts:
    return Counts(
        enrolled=row.enrolled,
        withdrawn=row.withdrawn,
        dropped_out=row.dropped_out,
        working=row.working,
        failed=row.failed,
        passed=row.passed,
        certified=row.certified,
    )


def _grouped(
    rows: Iterable[Row[*tuple[Any, ...]]], key: Callable[[Row[*tuple[Any, ...]]], tuple[Any, str]]
) -> tuple[Group, ...]:
    found: dict[tuple[Any, str], Counts] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Counts()) + _counts(row)
    return tuple(Group(name=order[1], counts=found[order]) for order in sorted(found))


def _gender_key(gender: Gender | None) -> tuple[int, str]:
    names = [GenderFilter.WOMAN, GenderFilter.MAN, GenderFilter.OTHER]
    for place, name in enumerate(names):
        if gender is _GENDERS[name]:
            return place, name.value
    return len(names), GenderFilter.UNKNOWN.value


def course_choices(session: Session, reach: Reach) -> list[tuple[UUID, str]]:
    """Return the courses with an edition within reach, in the programme's order."""
    rows = session.execute(
        select(COURSE.c.id, COURSE.c.title)
        .where(exists().where(EDITION.c.course_id == COURSE.c.id, edition_is_within(reach)))
        .order_by(COURSE.c.position, COURSE.c.title, COURSE.c.id)
    )
    return [(row.id, row.title) for row in rows]


def organization_choices(session: Session, reach: Reach) -> list[tuple[UUID, str]]:
    """Return the entities that people of editions within reach came from, by name.

    Those above a unit are among them: their figures take in its people.
    """
    nesting = organization_nesting(
        select(ENROLMENT.c.organization_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(ENROLMENT.c.organization_id.is_not(None), edition_is_within(reach))
        .distinct()
    )
    rows = session.execute(
        select(ORGANIZATION.c.id, ORGANIZATION.c.name)
        .where(ORGANIZATION.c.id.in_(select(nesting.c.outer_id)))
        .order_by(ORGANIZATION.c.name, ORGANIZATION.c.id)
    )
    return [(row.id, row.name) for row in rows]
