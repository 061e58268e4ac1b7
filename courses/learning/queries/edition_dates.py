"""Reads the extensions of an edition with whom each reaches."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Enrolment, Extension
from courses.learning.queries.entities import ORGANIZATION
from lms.accounts.api import PERSON, full_name_expression


@dataclass(frozen=True, kw_only=True)
class ExtensionRow:
    """One extension: of a person, an entity, or the whole edition when both names are None."""

    until: date
    reason: str
    given_at: datetime
    person_name: str | None
    organization_name: str | None


def extension_rows(session: Session, edition_id: UUID) -> list[ExtensionRow]:
    """Return every extension of an edition, the newest first."""
    rows = session.execute(
        select(
            Extension.until,
            Extension.reason,
            Extension.created_at.label("given_at"),
            full_name_expression().label("person_name"),
            ORGANIZATION.c.name.label("organization_name"),
        )
        .select_from(Extension)
        .outerjoin(Enrolment, Enrolment.id == Extension.enrolment_id)
        .outerjoin(PERSON, PERSON.c.id == Enrolment.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == Extension.organization_id)
        .where(Extension.edition_id == edition_id)
        .order_by(Extension.created_at.desc(), Extension.id)
    ).mappings()
    return [ExtensionRow(**row) for row in rows]
