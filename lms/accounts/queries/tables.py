"""Tables and expressions that lists of people are built from, here and in features above."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    Table,
    Uuid,
    case,
    column,
    false,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy import table as light_table

from lms.accounts.models import Person
from lms.core.access import Reach, Scope
from lms.core.db.base import Base

PERSON: Table = Base.metadata.tables[Person.__tablename__]
"""The table of people, for joins in lists of other features."""

# The feature of entities stands below; its table is named here, its classes are not imported.
ORGANIZATION = light_table(
    "organizations_organization",
    column("id", Uuid()),
    column("name", String()),
    column("parent_id", Uuid()),
    column("kind", String()),
)


def full_name_expression() -> ColumnElement[str]:
    """Return the whole name of PERSON as an SQL expression."""
    person = PERSON.c
    return (
        person.given_names
        + " "
        + person.first_surname
        + case((person.second_surname.is_(None), ""), else_=literal(" ") + person.second_surname)
        + case(
            (person.married_surname.is_(None), ""), else_=literal(" de ") + person.married_surname
        )
    )


def sort_expression() -> ColumnElement[str]:
    """Return what orders PERSON as lists do: surnames without accents, then given names."""
    key: ColumnElement[str] = PERSON.c.search_key
    return key


def organizations_within(ids: Iterable[UUID]) -> Select[tuple[UUID]]:
    """Return the ids of entities and of every unit inside them."""
    inside = (
        select(ORGANIZATION.c.id)
        .where(ORGANIZATION.c.id.in_(list(ids)))
        .cte("organizations_inside", recursive=True)
    )
    inside = inside.union(select(ORGANIZATION.c.id).where(ORGANIZATION.c.parent_id == inside.c.id))
    return select(inside.c.id)


def organization_nesting(held: Select[UUID | None]) -> CTE:
    """Return each entity of `held` as `held_id` beside itself and each one above it, `outer_id`.

    It stays inside the subquery that names it, so that `held` may be of a row outside.
    """
    start = held.subquery("held")
    nesting = select(start.c[0].label("held_id"), start.c[0].label("outer_id")).cte(
        "organization_nesting", recursive=True, nesting=True
    )
    unit = ORGANIZATION.alias("unit")
    return nesting.union(
        select(nesting.c.held_id, unit.c.parent_id)
        .join(unit, unit.c.id == nesting.c.outer_id)
        .where(unit.c.parent_id.is_not(None))
    )


def within_reach(reach: Reach) -> ColumnElement[bool]:
    """Return the condition that a person of PERSON is within the reach of who asks."""
    if reach.everything:
        return true()
    conditions: list[ColumnElement[bool]] = []
    organizations = reach.of(Scope.ORGANIZATION)
    if organizations:
        conditions.append(PERSON.c.organization_id.in_(organizations_within(organizations)))
    return or_(*conditions) if conditions else false()
