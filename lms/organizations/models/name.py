"""The table of names that an entity had, has, or is called by."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class NameKind(StrEnum):
    """Whether a name was the official one, or is what people say."""

    OFFICIAL = "official"
    ALIAS = "alias"


class OrganizationName(Identified, Base):
    """One name of one entity between two days; both ends may be unknown."""

    __tablename__ = "organizations_name"
    __table_args__ = (
        CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="dates"
        ),
    )

    organization_id: Mapped[UUID] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[NameKind] = mapped_column(state_enum(NameKind, "name_kind"))
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str | None] = mapped_column(String(60))
    valid_from: Mapped[date | None] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    note: Mapped[str] = mapped_column(String(300), default="")
