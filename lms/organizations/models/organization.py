"""The table of entities: municipalities, their units, associations, companies, sponsors."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class OrganizationKind(StrEnum):
    """Kinds of entities."""

    MUNICIPALITY = "municipality"
    DEPARTMENT = "department"
    ASSOCIATION = "association"
    NGO = "ngo"
    COMPANY = "company"
    SPONSOR = "sponsor"
    UNIT = "unit"
    OTHER = "other"


class Organization(Identified, Changing, Base):
    """One entity, or one unit of an entity."""

    __tablename__ = "organizations_organization"
    __table_args__ = (
        CheckConstraint("name != ''", name="name"),
        CheckConstraint("parent_id IS NULL OR parent_id != id", name="not_its_own_parent"),
    )

    code: Mapped[str | None] = mapped_column(String(60), unique=True)
    """Permanent name of a shipped entity, so that loading again finds it; None for others."""
    kind: Mapped[OrganizationKind] = mapped_column(state_enum(OrganizationKind, "kind"))
    name: Mapped[str] = mapped_column(String(200), index=True)
    """The name in force today; earlier ones and aliases stand in organizations_name."""
    short_name: Mapped[str | None] = mapped_column(String(60))
    department: Mapped[str | None] = mapped_column(String(60))
    """One of the nine departments of Bolivia; None where it does not apply."""
    parent_id: Mapped[UUID | None] = mapped_column(
        ForeignKey(
            "organizations_organization.id",
            # The name by convention would be longer than PostgreSQL admits.
            name="fk_organizations_organization_parent",
            ondelete="RESTRICT",
        ),
        index=True,
    )
    search_key: Mapped[str] = mapped_column(String(800), default="")
    """Folded names, old names and aliases between spaces, for searching."""
    note: Mapped[str] = mapped_column(Text, default="")
    """What the source says of it, with its lines, for shipped entities."""
    closed_on: Mapped[date | None] = mapped_column()
    """Day from which the entity is no longer offered; its history stays."""
