"""Reads one person for the pages of staff, of the person, and of a merge."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import DocumentType, Gender, Passkey, Person, RoleGrant, User
from lms.accounts.queries.tables import ORGANIZATION, PERSON, within_reach
from lms.accounts.rules.documents import document_label
from lms.accounts.rules.naming import full_name
from lms.accounts.rules.phones import shown_phone
from lms.core import clock
from lms.core.access import Reach, Role, Scope
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class RoleRow:
    """A live role; `reaches` names the entity, None for the whole platform."""

    role: Role
    scope: Scope
    scope_id: UUID | None
    reaches: str | None
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """Everything that the page of a person shows of this feature."""

    id: UUID
    full_name: str
    given_names: str
    first_surname: str
    second_surname: str | None
    married_surname: str | None
    gender: Gender | None
    document_type: DocumentType
    document_label: str
    phone: str | None
    shown_phone: str | None
    email: str | None
    organization_id: UUID | None
    organization_name: str | None
    post_title: str | None
    printed_name: str
    name_confirmed_at: datetime | None
    created_at: datetime
    merged_into_id: UUID | None
    absorbed: list[UUID]
    username: str | None
    has_password: bool
    last_sign_in_at: datetime | None
    has_second_factor: bool
    passkey_count: int
    roles: list[RoleRow]

    @property
    def is_staff(self) -> bool:
        """Tell whether the person has any role beside participant."""
        return any(row.role is not Role.PARTICIPANT for row in self.roles)


def person_page(session: Session, person_id: UUID, reach: Reach) -> PersonPage:
    """Return a person within reach; raises NotFoundError for others. Three statements."""
    passkeys = (
        select(func.count()).where(Passkey.user_id == User.id).correlate(User).scalar_subquery()
    )
    row = session.execute(
        select(Person, User, ORGANIZATION.c.name, passkeys)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == Person.organization_id)
        .outerjoin(User, User.person_id == Person.id)
        .where(Person.id == person_id, within_reach(reach))
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos a esa persona, o es de otro municipio."))
    person: Person = row[0]
    user: User | None = row[1]
    names = (
        person.given_names,
        person.first_surname,
        person.second_surname,
        person.married_surname,
    )
    return PersonPage(
        id=person.id,
        full_name=full_name(*names),
        given_names=person.given_names,
        first_surname=person.first_surname,
        second_surname=person.second_surname,
        married_surname=person.married_surname,
        gender=person.gender,
        document_type=person.document_type,
        document_label=document_label(
            number=person.document_number,
            complement=person.document_complement,
            place=person.document_place,
        ),
        phone=person.phone,
        shown_phone=shown_phone(person.phone) if person.phone else None,
        email=person.email,
        organization_id=person.organization_id,
        organization_name=row[2],
        post_title=person.post_title,
        printed_name=person.printed_name or full_name(*names),
        name_confirmed_at=person.name_confirmed_at,
        created_at=person.created_at,
        merged_into_id=person.merged_into_id,
        absorbed=_absorbed(session, person.id),
        username=user.username if user else None,
        has_password=bool(user and user.password),
        last_sign_in_at=user.last_sign_in_at if user else None,
        has_second_factor=bool(user and user.tf_primary_method),
        passkey_count=row[3] or 0,
        roles=_roles(session, person.id),
    )


def is_administrator(session: Session, person_id: UUID) -> bool:
    """Tell whether a person has a live grant of administrator."""
    return any(row.role is Role.ADMINISTRATOR for row in _roles(session, person_id))


def people_with_staff_roles(session: Session, person_ids: list[UUID]) -> dict[UUID, set[Role]]:
    """Return the live roles beside participant of those of the people who have any."""
    found: dict[UUID, set[Role]] = {}
    rows = session.execute(
        select(RoleGrant.person_id, RoleGrant.role).where(
            RoleGrant.person_id.in_(person_ids),
            RoleGrant.role != Role.PARTICIPANT,
            or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > clock.now()),
        )
    )
    for row in rows:
        found.setdefault(row.person_id, set()).add(row.role)
    return found


def _absorbed(session: Session, person_id: UUID) -> list[UUID]:
    return list(
        session.scalars(
            select(PERSON.c.id).where(PERSON.c.merged_into_id == person_id).order_by(PERSON.c.id)
        )
    )


def _roles(session: Session, person_id: UUID) -> list[RoleRow]:
    rows = session.execute(
        select(RoleGrant, ORGANIZATION.c.name)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == RoleGrant.scope_id)
        .where(
            RoleGrant.person_id == person_id,
            or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > clock.now()),
        )
        .order_by(RoleGrant.starts_at, RoleGrant.id)
    )
    return [
        RoleRow(
            role=grant.role,
            scope=grant.scope,
            scope_id=grant.scope_id,
            reaches=name,
            starts_at=grant.starts_at,
        )
        for grant, name in rows
    ]
