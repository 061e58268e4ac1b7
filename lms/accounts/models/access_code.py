"""The table of access codes: how somebody without e-mail enters for the first time, or again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified

_IS_LIVE = text("used_at IS NULL AND voided_at IS NULL")


class AccessCode(Identified, Base):
    """One code on paper: used once, for seven days, and only its hash is kept."""

    __tablename__ = "accounts_access_code"
    __table_args__ = (
        CheckConstraint("failed_attempts >= 0", name="failed_attempts"),
        CheckConstraint("used_at IS NULL OR voided_at IS NULL", name="used_or_voided"),
        Index(
            "uq_accounts_access_code_live",
            "person_id",
            unique=True,
            postgresql_where=_IS_LIVE,
            sqlite_where=_IS_LIVE,
        ),
    )

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime] = mapped_column()
    used_at: Mapped[datetime | None] = mapped_column()
    voided_at: Mapped[datetime | None] = mapped_column()
    """Set when a newer code took its place, or after too many wrong tries."""
    failed_attempts: Mapped[int] = mapped_column(default=0)
    made_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
