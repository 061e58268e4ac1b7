"""Creates, renames and closes entities; renaming keeps the old name with its dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.organizations.models import (
    NameKind,
    Organization,
    OrganizationKind,
    OrganizationName,
)
from lms.organizations.queries.organization_pages import fold


@dataclass(frozen=True, kw_only=True)
class OrganizationInput:
    """What is typed about an entity."""

    kind: OrganizationKind
    name: str
    short_name: str | None = None
    department: str | None = None
    parent_id: UUID | None = None


def create_organization(session: Session, actor: Actor, given: OrganizationInput) -> UUID:
    """Create an entity and return its id; refuses a second one of the same kind and name."""
    _refuse_same_name(session, given, None)
    entity = Organization(
        kind=given.kind,
        name=given.name,
        short_name=given.short_name,
        department=given.department,
        parent_id=given.parent_id,
    )
    session.add(entity)
    # The names below point to the entity's row.
    session.flush()
    refresh_search_key(session, entity)
    record_change(
        session,
        actor,
        action="organizations.create_organization",
        object_kind="organization",
        object_id=entity.id,
        after={"kind": given.kind, "name": given.name},
    )
    return entity.id


def rename_organization(
    session: Session,
    actor: Actor,
    organization_id: UUID,
    *,
    name: str,
    short_name: str | None,
    from_day: date,
) -> None:
    """Give an entity a new name from a day on; the old one stays on record until the day before."""
    entity = session.get_one(Organization, organization_id, with_for_update=True)
    if entity.name == name and entity.short_name == short_name:
        return
    given = OrganizationInput(kind=entity.kind, name=name, parent_id=entity.parent_id)
    _refuse_same_name(session, given, entity.id)
    current = session.scalars(
        select(OrganizationName).where(
            OrganizationName.organization_id == entity.id,
            OrganizationName.kind == NameKind.OFFICIAL,
            OrganizationName.valid_to.is_(None),
        )
    ).first()
    if current is None:
        current = OrganizationName(
            organization_id=entity.id,
            kind=NameKind.OFFICIAL,
            name=entity.name,
            short_name=entity.short_name,
        )
        session.add(current)
    if current.valid_from is not None and current.valid_from >= from_day:
        raise DomainError(
            _("El nombre actual rige desde esa fecha o después. Elija una fecha posterior."),
            field="from_day",
        )
    current.valid_to = from_day - timedelta(days=1)
    session.add(
        OrganizationName(
            organization_id=entity.id,
            kind=NameKind.OFFICIAL,
            name=name,
            short_name=short_name,
            valid_from=from_day,
        )
    )
    before = {"name": entity.name, "short_name": entity.short_name}
    entity.name, entity.short_name = name, short_name
    refresh_search_key(session, entity)
    record_change(
        session,
        actor,
        action="organizations.rename_organization",
        object_kind="organization",
        object_id=entity.id,
        before=before,
        after={"name": name, "short_name": short_name, "from_day": from_day},
    )


def add_alias(session: Session, actor: Actor, organization_id: UUID, *, alias: str) -> None:
    """Let an entity also be found by another name; again changes nothing."""
    entity = session.get_one(Organization, organization_id)
    known = session.scalars(
        select(OrganizationName.name).where(OrganizationName.organization_id == entity.id)
    )
    if fold(alias) in {fold(name) for name in (*known, entity.name, entity.short_name or "")}:
        return
    session.add(OrganizationName(organization_id=entity.id, kind=NameKind.ALIAS, name=alias))
    refresh_search_key(session, entity)
    record_change(
        session,
        actor,
        action="organizations.add_alias",
        object_kind="organization",
        object_id=entity.id,
        after={"alias": alias},
    )


def refresh_search_key(session: Session, entity: Organization) -> None:
    """Rewrite the words by which an entity is found."""
    # Names added in this same transaction count.
    session.flush()
    names = session.scalars(
        select(OrganizationName).where(OrganizationName.organization_id == entity.id)
    )
    words = [entity.name, entity.short_name or ""]
    for item in names:
        words += [item.name, item.short_name or ""]
    unique = dict.fromkeys(fold(" ".join(words)).split())
    entity.search_key = f" {' '.join(unique)} "[:800]


def _refuse_same_name(session: Session, given: OrganizationInput, own_id: UUID | None) -> None:
    same = session.scalars(
        select(Organization).where(
            Organization.kind == given.kind, Organization.parent_id == given.parent_id
        )
        if given.parent_id
        else select(Organization).where(
            Organization.kind == given.kind, Organization.parent_id.is_(None)
        )
    )
    for other in same:
        if other.id != own_id and fold(other.name) == fold(given.name):
            raise DomainError(
                _("Ya existe «%(name)s». Búsquela en la lista de entidades.", name=other.name),
                code="same_name",
                field="name",
            )
