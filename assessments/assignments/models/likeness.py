"""The table of submissions of two people that are the same or nearly so: shown to staff alone."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.assignments.rules.likeness import LikenessKind
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class Likeness(Identified, Base):
    """Two versions of different people that share a file or most of their text."""

    __tablename__ = "assignments_likeness"
    __table_args__ = (
        UniqueConstraint("version_id", "other_version_id", "kind"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("version_id != other_version_id", name="two_versions"),
    )

    version_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_version.id", ondelete="CASCADE")
    )
    """The one that was sent later."""
    other_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_version.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[LikenessKind] = mapped_column(state_enum(LikenessKind, "likeness_kind"))
    percent: Mapped[int] = mapped_column()
    """Share of equal text; 100 for an identical file."""
