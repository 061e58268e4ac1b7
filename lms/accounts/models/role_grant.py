"""The table of roles given to people, each within a scope and between dates."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class RoleGrant(Identified, Base):
    """One role of one person in one scope; ended, never deleted."""

    __tablename__ = "accounts_role_grant"
    __table_args__ = (
        CheckConstraint("(scope = 'platform') = (scope_id IS NULL)", name="scope_has_object"),
        CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="dates"),
        Index(
            "uq_accounts_role_grant_live",
            "person_id",
            "role",
            "scope",
            "scope_id",
            unique=True,
            postgresql_where=text("ends_at IS NULL"),
            sqlite_where=text("ends_at IS NULL"),
        ),
    )

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    role: Mapped[Role] = mapped_column(state_enum(Role, "role"))
    scope: Mapped[Scope] = mapped_column(state_enum(Scope, "scope"))
    scope_id: Mapped[UUID | None] = mapped_column()
    """The id of the edition, organisation or other object; None for the whole platform."""
    starts_at: Mapped[datetime] = mapped_column(default=clock.now)
    ends_at: Mapped[datetime | None] = mapped_column()
    granted_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
