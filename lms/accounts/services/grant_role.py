"""Gives roles to people and ends them; a grant is never deleted."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import RoleGrant
from lms.accounts.services.edit_person import get_person
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Role, Scope
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def grant_role(
    session: Session,
    actor: Actor,
    *,
    person_id: UUID,
    role: Role,
    scope: Scope = Scope.PLATFORM,
    scope_id: UUID | None = None,
) -> UUID:
    """Return the id of the person's live grant, made now unless it was there."""
    if (scope is Scope.PLATFORM) != (scope_id is None):
        raise DomainError(
            _("Elija hasta dónde llega el rol."), code="scope_missing", field="scope_id"
        )
    get_person(session, person_id)
    grant = _live_grant(session, person_id, role, scope, scope_id)
    if grant is not None:
        return grant.id
    grant = RoleGrant(
        id=ids.new_id(),
        person_id=person_id,
        role=role,
        scope=scope,
        scope_id=scope_id,
        starts_at=clock.now(),
        granted_by_person_id=actor.person_id,
    )
    session.add(grant)
    _record(session, actor, grant, "accounts.grant_role")
    return grant.id


def end_role(
    session: Session,
    actor: Actor,
    *,
    person_id: UUID,
    role: Role,
    scope: Scope = Scope.PLATFORM,
    scope_id: UUID | None = None,
) -> None:
    """End the person's live grant; nothing to end is no error.

    Raises DomainError for the last administrator: nobody could give the role back.
    """
    grant = _live_grant(session, person_id, role, scope, scope_id)
    if grant is None:
        return
    if role is Role.ADMINISTRATOR and not _another_administrator(session, person_id):
        raise DomainError(
            _("Es la única persona que administra. Dé primero el rol a otra."),
            code="last_administrator",
        )
    grant.ends_at = clock.now()
    _record(session, actor, grant, "accounts.end_role")


def _live_grant(
    session: Session, person_id: UUID, role: Role, scope: Scope, scope_id: UUID | None
) -> RoleGrant | None:
    return session.scalars(
        select(RoleGrant)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == role,
            RoleGrant.scope == scope,
            RoleGrant.scope_id.is_(None) if scope_id is None else RoleGrant.scope_id == scope_id,
            RoleGrant.ends_at.is_(None),
        )
        .order_by(RoleGrant.id)
    ).first()


def _another_administrator(session: Session, person_id: UUID) -> bool:
    return (
        session.scalar(
            select(RoleGrant.id)
            .where(
                RoleGrant.role == Role.ADMINISTRATOR,
                RoleGrant.ends_at.is_(None),
                RoleGrant.person_id != person_id,
            )
            .limit(1)
        )
        is not None
    )


def _record(session: Session, actor: Actor, grant: RoleGrant, action: str) -> None:
    record_change(
        session,
        actor,
        action=action,
        object_kind="person",
        object_id=grant.person_id,
        after={"role": grant.role, "scope": grant.scope, "scope_id": grant.scope_id},
    )
