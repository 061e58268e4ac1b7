"""The columns of entities that lists of learning join and show."""

from sqlalchemy import String, Uuid, column, table

ORGANIZATION = table(
    "organizations_organization",
    column("id", Uuid()),
    column("kind", String()),
    column("name", String()),
    column("short_name", String()),
    column("department", String()),
)
"""The feature of entities stands below; its table is named here, its classes are not imported."""
