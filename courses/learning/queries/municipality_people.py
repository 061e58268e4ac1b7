"""Reads, for a liaison, the people of the own municipality: state and dates, never answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from courses.learning.models import Course, Edition, Enrolment
from courses.learning.queries.activity_context import extended_until
from courses.learning.queries.entities import ORGANIZATION
from courses.learning.queries.participants import person_matches
from courses.learning.rules.states import EnrolmentState
from lms.accounts.api import PERSON, fold, organizations_within, sort_expression, sort_name
from lms.core.access import Reach, Scope
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class MunicipalityRow:
    """One enrolment of somebody of the municipality."""

    person_id: UUID
    name: str
    phone: str | None
    course_title: str
    edition_code: str
    state: EnrolmentState
    starts_on: date
    last_day: date
    last_activity_at: datetime | None
    passed_on: date | None


def municipality_people(
    session: Session,
    reach: Reach,
    *,
    typed: str = "",
    state: EnrolmentState | None = None,
    number: int = 1,
) -> Page[MunicipalityRow]:
    """Return a page of enrolments of the reached entities, by name; two statements."""
    conditions = _conditions(reach, typed, state)
    count = session.scalar(
        select(func.count())
        .select_from(Enrolment)
        .join(PERSON, PERSON.c.id == Enrolment.person_id)
        .where(*conditions)
    )
    rows = session.execute(
        select(
            Enrolment.person_id,
            Enrolment.state,
            Enrolment.last_activity_at,
            Enrolment.passed_on,
            Edition.code.label("edition_code"),
            Edition.starts_on,
            Edition.ends_on,
            Course.title.label("course_title"),
            extended_until().label("extended_until"),
            PERSON.c.given_names,
            PERSON.c.first_surname,
            PERSON.c.second_surname,
            PERSON.c.married_surname,
            PERSON.c.phone,
        )
        .select_from(Enrolment)
        .join(Edition, Edition.id == Enrolment.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .join(PERSON, PERSON.c.id == Enrolment.person_id)
        .where(*conditions)
        .order_by(sort_expression(), Edition.starts_on.desc(), Enrolment.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=[_row(row) for row in rows], number=number, total=count or 0)


def state_totals(session: Session, reach: Reach) -> dict[EnrolmentState, int]:
    """Return how many enrolments of the reached entities stand in each state."""
    rows = session.execute(
        select(Enrolment.state, func.count())
        .where(*_conditions(reach, "", None))
        .group_by(Enrolment.state)
    )
    return {row[0]: row[1] for row in rows}


def reached_names(session: Session, reach: Reach) -> list[str]:
    """Return the names of the entities that a liaison looks after."""
    return list(
        session.scalars(
            select(ORGANIZATION.c.name)
            .where(ORGANIZATION.c.id.in_(reach.of(Scope.ORGANIZATION)))
            .order_by(ORGANIZATION.c.name, ORGANIZATION.c.id)
        )
    )


def _conditions(
    reach: Reach, typed: str, state: EnrolmentState | None
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if not reach.everything:
        inside = organizations_within(reach.of(Scope.ORGANIZATION))
        conditions.append(Enrolment.organization_id.in_(inside))
    if fold(typed):
        conditions.append(person_matches(typed))
    if state is not None:
        conditions.append(Enrolment.state == state)
    return conditions


def _row(row: Any) -> MunicipalityRow:
    return MunicipalityRow(
        person_id=row.person_id,
        name=sort_name(row.given_names, row.first_surname, row.second_surname, row.married_surname),
        phone=row.phone,
        course_title=row.course_title,
        edition_code=row.edition_code,
        state=row.state,
        starts_on=row.starts_on,
        last_day=max(row.ends_on, row.extended_until or row.ends_on),
        last_activity_at=row.last_activity_at,
        passed_on=row.passed_on,
    )
