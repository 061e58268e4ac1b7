"""The table of recoveries: what the marks were when somebody got a second chance."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Recovery(Identified, Base):
    """One *recuperación* of one enrolment, with the marks from before."""

    __tablename__ = "gradebook_recovery"

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[date] = mapped_column()
    reason: Mapped[str] = mapped_column(Text)
    marks_before: Mapped[dict[str, Any]] = mapped_column()
    """Whole percent by activity id, for the activities that had a mark."""
