"""The table of weights that coordination set for an edition."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing


class Weight(Changing, Base):
    """The weight of one activity in one edition; without rows those of the course hold."""

    __tablename__ = "gradebook_weight"
    __table_args__ = (CheckConstraint("weight BETWEEN 0 AND 100", name="weight"),)

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="RESTRICT"), primary_key=True
    )
    weight: Mapped[int] = mapped_column()
