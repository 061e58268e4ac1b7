"""The table of grades: one for each version that was sent, a draft until it is published."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Grade(Identified, Base):
    """What trainers wrote about one version; it belongs to the submission, not to the trainer."""

    __tablename__ = "assignments_grade"
    __table_args__ = (
        CheckConstraint(
            "override_percent IS NULL OR (override_percent BETWEEN 0 AND 100)", name="override"
        ),
        CheckConstraint("score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)", name="score"),
        CheckConstraint(
            "published_at IS NULL OR score_percent IS NOT NULL", name="published_has_score"
        ),
    )

    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_version.id", ondelete="RESTRICT"), unique=True
    )
    levels: Mapped[dict[str, Any]] = mapped_column()
    """Level 0 to 3 by the code of the criterion; criteria still to decide are absent."""
    comment: Mapped[str] = mapped_column(Text, default="")
    override_percent: Mapped[int | None] = mapped_column()
    """A total set by hand in place of the computed one."""
    override_reason: Mapped[str] = mapped_column(Text, default="")
    lock_number: Mapped[int] = mapped_column(default=1)
    """Counts savings: two trainers at once notice each other by it."""
    saved_at: Mapped[datetime] = mapped_column()
    saved_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    score_percent: Mapped[int | None] = mapped_column()
    """The mark once the grade is whole; None while it is a draft."""
    published_at: Mapped[datetime | None] = mapped_column()
    published_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    batch_id: Mapped[UUID | None] = mapped_column(index=True)
    """Names what was published together, so that it can be undone together."""
