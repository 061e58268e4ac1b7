"""The table of audit lines; triggers of the migration refuse every change and removal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock, ids
from lms.core.db.base import Base


class AuditLine(Base):
    """One change of state: who, what, on which object, before and after, and why."""

    __tablename__ = "audit_line"
    __table_args__ = (Index("ix_audit_line_object", "object_kind", "object_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    actor_person_id: Mapped[UUID | None] = mapped_column(index=True)
    """No foreign key: the line outlives whatever happens to the person's record."""
    actor_user_id: Mapped[UUID | None] = mapped_column()
    actor_label: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80), index=True)
    """feature.verb_object, as in learning.withdraw_participant."""
    object_kind: Mapped[str] = mapped_column(String(60))
    object_id: Mapped[UUID] = mapped_column()
    before: Mapped[dict[str, Any]] = mapped_column()
    after: Mapped[dict[str, Any]] = mapped_column()
    reason: Mapped[str | None] = mapped_column(Text)
