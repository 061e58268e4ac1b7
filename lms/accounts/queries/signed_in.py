"""Reads, in one statement, everything that a request needs to know of who is asking."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from lms.accounts.models import Person, RoleGrant, User
from lms.accounts.rules.naming import display_name
from lms.core.access import Access, Grant


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """The user of a session and what it may do; `user` stays inside this feature."""

    user: User
    access: Access
    has_confirmed_name: bool


def find_signed_in(session: Session, uniquifier: str, at: datetime) -> SignedIn | None:
    """Return who a session cookie names, None when it was ended or the user is inactive."""
    live_grant = and_(
        RoleGrant.person_id == User.person_id,
        RoleGrant.starts_at <= at,
        or_(RoleGrant.ends_at.is_(None), RoleGrant.ends_at > at),
    )
    rows = session.execute(
        select(
            User,
            Person.given_names,
            Person.first_surname,
            Person.name_confirmed_at,
            RoleGrant.role,
            RoleGrant.scope,
            RoleGrant.scope_id,
        )
        .join(Person, Person.id == User.person_id)
        .outerjoin(RoleGrant, live_grant)
        .where(User.fs_uniquifier == uniquifier, User.active.is_(True))
        .order_by(RoleGrant.id)
    ).all()
    if not rows:
        return None
    first = rows[0]
    user: User = first.User
    access = Access(
        user_id=user.id,
        person_id=user.person_id,
        display_name=display_name(first.given_names, first.first_surname),
        grants=tuple(
            Grant(role=row.role, scope=row.scope, scope_id=row.scope_id)
            for row in rows
            if row.role is not None
        ),
    )
    return SignedIn(
        user=user, access=access, has_confirmed_name=first.name_confirmed_at is not None
    )


def user_id_of(session: Session, person_id: UUID) -> UUID | None:
    """Return the id of a person's user, None for somebody who never had a way in."""
    return session.scalar(select(User.id).where(User.person_id == person_id))
