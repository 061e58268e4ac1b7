"""Reads what other features show of editions and enrolments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from courses.learning.models import Course, CourseVersion, Edition, Enrolment, Programme
from courses.learning.queries.visible_editions import edition_is_within
from courses.learning.rules.states import EditionState, EnrolmentState
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class EditionCard:
    """An edition with its course."""

    id: UUID
    code: str
    title: str
    state: EditionState
    starts_on: date
    ends_on: date
    """Last day for work, without extensions."""
    seats: int | None
    zone: str
    closed_at: datetime | None
    sponsor_id: UUID | None
    course_id: UUID
    course_code: str
    course_title: str
    course_slug: str
    hours: int | None
    course_version_id: UUID
    version_number: int
    programme_id: UUID
    programme_title: str
    milestone_days: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class EnrolmentCard:
    """An enrolment with its edition's names; people come from accounts."""

    id: UUID
    person_id: UUID
    edition_id: UUID
    edition_code: str
    edition_title: str
    course_id: UUID
    course_title: str
    course_version_id: UUID
    organization_id: UUID | None
    state: EnrolmentState
    enrolled_at: datetime
    last_activity_at: datetime | None
    passed_at: datetime | None
    passed_on: date | None
    pass_count: int


def edition_card(session: Session, edition_id: UUID) -> EditionCard:
    """Return an edition; raises NotFoundError. For services that checked the scope already."""
    return _one(session, _editions().where(Edition.id == edition_id))


def edition_within(session: Session, reach: Reach, edition_id: UUID) -> EditionCard:
    """Return an edition of a reach; raises NotFoundError when it is outside or does not exist."""
    return _one(session, _editions().where(Edition.id == edition_id, edition_is_within(reach)))


def enrolment_cards(session: Session, ids: Iterable[UUID]) -> dict[UUID, EnrolmentCard]:
    """Return enrolments by id; one statement."""
    rows = session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.edition_id,
            Edition.code.label("edition_code"),
            Edition.title.label("edition_title"),
            Edition.course_id,
            Course.title.label("course_title"),
            Edition.course_version_id,
            Enrolment.organization_id,
            Enrolment.state,
            Enrolment.created_at.label("enrolled_at"),
            Enrolment.last_activity_at,
            Enrolment.passed_at,
            Enrolment.passed_on,
            Enrolment.pass_count,
        )
        .join(Edition, Edition.id == Enrolment.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .where(Enrolment.id.in_(set(ids)))
    )
    return {row.id: EnrolmentCard(**row) for row in rows.mappings()}


def _editions() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Edition.id,
            Edition.code,
            Edition.title,
            Edition.state,
            Edition.starts_on,
            Edition.ends_on,
            Edition.seats,
            Edition.zone,
            Edition.closed_at,
            Edition.sponsor_id,
            Edition.course_id,
            Course.code.label("course_code"),
            Course.title.label("course_title"),
            Course.slug.label("course_slug"),
            Course.hours,
            Edition.course_version_id,
            CourseVersion.number.label("version_number"),
            Course.programme_id,
            Programme.title.label("programme_title"),
            Programme.milestone_days,
        )
        .join(Course, Course.id == Edition.course_id)
        .join(CourseVersion, CourseVersion.id == Edition.course_version_id)
        .join(Programme, Programme.id == Course.programme_id)
    )


def _one(session: Session, query: Select[*tuple[Any, ...]]) -> EditionCard:
    row = session.execute(query).mappings().one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esa edición entre las suyas."))
    return EditionCard(**{**row, "milestone_days": tuple(row["milestone_days"])})
