"""The table of superiors: who answers for a participant's post, between days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified

_IS_LIVE = text("valid_to IS NULL")


class Supervisor(Identified, Changing, Base):
    """One superior of one enrolment; ended, never deleted: old answers keep the old name."""

    __tablename__ = "transfer_supervisor"
    __table_args__ = (
        CheckConstraint("name != ''", name="name"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        Index(
            "uq_transfer_supervisor_live",
            "enrolment_id",
            unique=True,
            postgresql_where=_IS_LIVE,
            sqlite_where=_IS_LIVE,
        ),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    post: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    valid_from: Mapped[date] = mapped_column()
    valid_to: Mapped[date | None] = mapped_column()
    end_reason: Mapped[str | None] = mapped_column(Text)
    flags: Mapped[list[Any]] = mapped_column(default=list)
    """Values of rules.trust.ContactFlag; a flagged contact confirms nothing until confirmed."""
    flags_confirmed_at: Mapped[datetime | None] = mapped_column()
    flags_confirmed_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    opted_out_at: Mapped[datetime | None] = mapped_column()

    @property
    def is_trusted(self) -> bool:
        """Tell whether what this superior confirms counts."""
        return not self.flags or self.flags_confirmed_at is not None
