"""The columns of entities that lists here join and show."""

from sqlalchemy import ColumnElement, String, Uuid, column, func
from sqlalchemy import table as light_table

# Entities stand far below: the table is named here, its class is not imported.
ORGANIZATION = light_table(
    "organizations_organization",
    column("id", Uuid()),
    column("name", String()),
    column("short_name", String()),
)


def place_name() -> ColumnElement[str]:
    """Return how lists name an entity: Sucre rather than its whole official name."""
    return func.coalesce(ORGANIZATION.c.short_name, ORGANIZATION.c.name)
