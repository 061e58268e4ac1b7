"""What other features show of a person, read in one statement for any number of people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Gender, RoleGrant
from lms.accounts.queries.tables import ORGANIZATION, PERSON
from lms.accounts.rules.documents import document_label, masked_document
from lms.accounts.rules.naming import full_name, sort_name
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """A person as other features need it; `printed_name` falls back to the whole name."""

    id: UUID
    full_name: str
    sort_name: str
    printed_name: str
    name_confirmed_at: datetime | None
    document_label: str
    masked_document: str
    phone: str | None
    email: str | None
    organization_id: UUID | None
    organization_name: str | None
    gender: Gender | None


def person_card(session: Session, person_id: UUID) -> PersonCard:
    """Return one person; raises NotFoundError."""
    found = person_cards(session, [person_id]).get(person_id)
    if found is None:
        raise NotFoundError(_("No encontramos a esa persona."))
    return found


def person_cards(session: Session, person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Return people by id, in the order of surnames; unknown ids are left out.

    One statement for each 500 people.
    """
    wanted = list(dict.fromkeys(person_ids))
    cards: dict[UUID, PersonCard] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = session.execute(_cards(PERSON.c.id.in_(wanted[start : start + CHUNK])))
        cards.update({row.id: _card(row) for row in rows})
    return cards


def people_with_role(
    session: Session, *, role: Role, scope: Scope | None = None, scope_id: UUID | None = None
) -> list[PersonCard]:
    """Return who has a live grant of a role, in the order of surnames; any scope when None."""
    now = clock.now()
    granted = select(RoleGrant.person_id).where(
        RoleGrant.role == role,
        RoleGrant.starts_at <= now,
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > now),
    )
    if scope is not None:
        granted = granted.where(RoleGrant.scope == scope)
    if scope_id is not None:
        granted = granted.where(RoleGrant.scope_id == scope_id)
    rows = session.execute(_cards(PERSON.c.id.in_(granted), PERSON.c.merged_into_id.is_(None)))
    return [_card(row) for row in rows]


def _cards(*where: ColumnElement[bool]) -> Select[Any]:
    return (
        select(PERSON, ORGANIZATION.c.name.label("organization_name"))
        .select_from(PERSON.outerjoin(ORGANIZATION, ORGANIZATION.c.id == PERSON.c.organization_id))
        .where(*where)
        .order_by(PERSON.c.search_key, PERSON.c.id)
    )


def _card(row: Row[Any]) -> PersonCard:
    names = (row.given_names, row.first_surname, row.second_surname, row.married_surname)
    return PersonCard(
        id=row.id,
        full_name=full_name(*names),
        sort_name=sort_name(*names),
        printed_name=row.printed_name or full_name(*names),
        name_confirmed_at=row.name_confirmed_at,
        document_label=document_label(
            number=row.document_number,
            complement=row.document_complement,
            place=row.document_place,
        ),
        masked_document=masked_document(row.document_number),
        phone=row.phone,
        email=row.email,
        organization_id=row.organization_id,
        organization_name=row.organization_name,
        gender=row.gender,
    )
