"""Tables of applied tasks and their rubrics."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Task(Base):
    """What an applied task asks; its title and place in the course are the activity's."""

    __tablename__ = "assignments_task"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[str] = mapped_column(Text)
    instructions: Mapped[str] = mapped_column(Text)
    """Markdown of the author."""
    deliver: Mapped[list[Any]] = mapped_column()
    """What may be handed in: texto, archivo, foto."""
    weight_note: Mapped[str | None] = mapped_column(Text)


class Criterion(Identified, Base):
    """One row of a rubric."""

    __tablename__ = "assignments_criterion"
    __table_args__ = (
        UniqueConstraint("activity_id", "code"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight"),
    )

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_task.activity_id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(40))
    """As the author named it: c1."""
    position: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(Text)
    competency_id: Mapped[UUID] = mapped_column(
        ForeignKey("competencies_competency.id", ondelete="RESTRICT"), index=True
    )
    weight: Mapped[int] = mapped_column()
    """Share of the mark in percent; those of a task add up to 100."""
    descriptors: Mapped[list[Any]] = mapped_column()
    """What levels 0 to 3 look like, in order."""
