"""Creates an edition of a course on its newest version."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Course, CourseVersion, Edition, Programme
from courses.learning.rules.edition_code import clean_code
from courses.learning.rules.states import CourseStatus
from lms.audit.api import record_change
from lms.core import ids
from lms.core.access import Actor
from lms.core.db.constraints import refusing
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class EditionInput:
    """What coordination decides of an edition."""

    code: str
    title: str
    starts_on: date
    ends_on: date
    seats: int | None = None
    """None: as many as come."""
    sponsor_id: UUID | None = None


def create_edition(session: Session, actor: Actor, course_id: UUID, values: EditionInput) -> UUID:
    """Return the id of the new edition, planned, on the newest version of a complete course.

    The zone is copied from the programme. Raises DomainError beside the field that is wrong.
    """
    version_id, zone = _newest_version(session, course_id)
    edition = Edition(
        id=ids.new_id(),
        course_id=course_id,
        course_version_id=version_id,
        zone=zone,
        **checked_values(values),
    )
    with refusing(session, code_taken(values.code)):
        session.add(edition)
    record_change(
        session,
        actor,
        action="learning.create_edition",
        object_kind="edition",
        object_id=edition.id,
        after={"course_id": course_id, "course_version_id": version_id, **checked_values(values)},
    )
    return edition.id


def checked_values(values: EditionInput) -> dict[str, object]:
    """Return the columns of an edition; raises DomainError beside the field that is wrong."""
    if values.ends_on < values.starts_on:
        raise DomainError(
            _("El último día no puede ser anterior al primero."), code="dates", field="ends_on"
        )
    if values.seats is not None and values.seats < 1:
        raise DomainError(_("Escriba 1 cupo o más, o deje vacío."), code="seats", field="seats")
    try:
        code = clean_code(values.code)
    except ValueError as error:
        raise DomainError(
            _("Escriba el código con letras, números y guiones, como GM-0-2027-1."),
            code="edition_code",
            field="code",
        ) from error
    return {
        "code": code,
        "title": values.title,
        "starts_on": values.starts_on,
        "ends_on": values.ends_on,
        "seats": values.seats,
        "sponsor_id": values.sponsor_id,
    }


def code_taken(code: str) -> dict[str, DomainError]:
    """Return what a violated uniqueness of the code means."""
    refusal = DomainError(
        _("Ya hay una edición con el código %(code)s. Escriba otro.", code=code),
        code="edition_code_taken",
        field="code",
    )
    return {"uq_learning_edition_code": refusal, "learning_edition.code": refusal}


def _newest_version(session: Session, course_id: UUID) -> tuple[UUID, str]:
    row = session.execute(
        select(CourseVersion.id, Programme.zone, Course.status)
        .join(Course, Course.id == CourseVersion.course_id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(CourseVersion.course_id == course_id)
        .order_by(CourseVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None or row.status is not CourseStatus.COMPLETE:
        raise DomainError(
            _("Ese curso está en preparación y todavía no se puede dar. Elija otro."),
            code="course_in_preparation",
            field="course_id",
        )
    return row.id, row.zone
