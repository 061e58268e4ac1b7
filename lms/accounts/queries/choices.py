"""Choices for forms about people."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.queries.tables import ORGANIZATION, organizations_within
from lms.core.access import Reach, Scope


def organization_choices(session: Session, reach: Reach) -> list[tuple[UUID, str]]:
    """Return the entities within reach by name, units left out for who reaches everything."""
    where = (
        ORGANIZATION.c.kind != "unit"
        if reach.everything
        else ORGANIZATION.c.id.in_(organizations_within(reach.of(Scope.ORGANIZATION)))
    )
    rows = session.execute(
        select(ORGANIZATION.c.id, ORGANIZATION.c.name)
        .where(where)
        .order_by(ORGANIZATION.c.name, ORGANIZATION.c.id)
    )
    return [(row.id, row.name) for row in rows]
