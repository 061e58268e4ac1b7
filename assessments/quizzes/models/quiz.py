"""Table of what a quiz asks beside its questions: draw, time, attempts, feedback."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessments.quizzes.rules.states import FeedbackWhen
from lms.core.db.base import Base, Changing
from lms.core.db.types import state_enum


class Quiz(Changing, Base):
    """The quiz, diagnostic or final test of an activity; its questions hang on the activity."""

    __tablename__ = "quizzes_quiz"
    __table_args__ = (
        CheckConstraint("draw IS NULL OR draw > 0", name="draw"),
        CheckConstraint("time_limit_minutes IS NULL OR time_limit_minutes > 0", name="time_limit"),
        CheckConstraint("max_attempts IS NULL OR max_attempts > 0", name="max_attempts"),
    )

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[str] = mapped_column(Text)
    """What it is for, in the author's words; may be empty."""
    draw: Mapped[int | None] = mapped_column()
    """How many questions of the pool an attempt has; None: all, in their order."""
    time_limit_minutes: Mapped[int | None] = mapped_column()
    max_attempts: Mapped[int | None] = mapped_column()
    """None: as many as the person wants."""
    feedback_when: Mapped[FeedbackWhen] = mapped_column(state_enum(FeedbackWhen, "feedback_when"))
    sources: Mapped[list[Any]] = mapped_column()
    """Documents behind the questions: [{"title": ..., "lines": ...}]."""
    lesson_activity_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="SET NULL"), index=True
    )
    """The lesson whose questions these are; None for tests of the whole course."""
