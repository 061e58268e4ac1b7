"""Tables of attempts and of the answers in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from assessments.quizzes.rules.states import AttemptState, LateDecision
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum

_IS_OPEN = text("state = 'open'")


class Attempt(Identified, Changing, Base):
    """One try of one participant; at most one of a quiz is open."""

    __tablename__ = "quizzes_attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "activity_id", "number", name="uq_quizzes_attempt_number"),
        Index(
            "uq_quizzes_attempt_open",
            "enrolment_id",
            "activity_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_quizzes_attempt_activity_state", "activity_id", "state"),
        Index(
            "ix_quizzes_attempt_open_due",
            "due_at",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        CheckConstraint("(state = 'open') = (submitted_at IS NULL)", name="sent_has_moment"),
        CheckConstraint("(state = 'graded') = (graded_at IS NOT NULL)", name="graded_has_moment"),
        CheckConstraint("score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)", name="score"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT")
    )
    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="RESTRICT")
    )
    number: Mapped[int] = mapped_column()
    """Counts the attempts of a person in a quiz, from 1."""
    state: Mapped[AttemptState] = mapped_column(
        state_enum(AttemptState, "attempt_state"), default=AttemptState.OPEN
    )
    layout: Mapped[list[Any]] = mapped_column()
    """Questions as drawn, each with the order in which what it offers is shown:
    [["question id", [2, 0, 1]], ...]."""
    started_at: Mapped[datetime] = mapped_column()
    due_at: Mapped[datetime | None] = mapped_column()
    """End of the time limit by the server's clock, without the grace; None: no limit."""
    submitted_at: Mapped[datetime | None] = mapped_column()
    graded_at: Mapped[datetime | None] = mapped_column()
    score_percent: Mapped[int | None] = mapped_column()
    """Whole percent; None until everything in it is graded."""
    corrected_percent: Mapped[int | None] = mapped_column()
    """What a corrected key would give where that is less than the score that was kept."""


class Answer(Base):
    """The answer to one question of an attempt, the newest by its sequence."""

    __tablename__ = "quizzes_answer"
    __table_args__ = (
        CheckConstraint("score IS NULL OR (score >= 0 AND score <= 1)", name="score"),
        Index("ix_quizzes_answer_question", "question_id"),
    )

    attempt_id: Mapped[UUID] = mapped_column(
        ForeignKey("quizzes_attempt.id", ondelete="CASCADE"), primary_key=True
    )
    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("questions_question.id", ondelete="RESTRICT"), primary_key=True
    )
    response: Mapped[dict[str, Any]] = mapped_column()
    """assessments.questions.rules.responses; {} when nothing was answered in time."""
    is_flagged: Mapped[bool] = mapped_column(default=False)
    """The participant marked it to look at again before sending."""
    sequence: Mapped[int] = mapped_column(BigInteger, default=0)
    """Counts changes of this answer in the browser: an older one never overwrites a newer."""
    claimed_at: Mapped[datetime | None] = mapped_column()
    """When the browser says that it was given; decides nothing about deadlines."""
    saved_at: Mapped[datetime] = mapped_column()
    score: Mapped[float | None] = mapped_column()
    """0 to 1; None before sending, and for an essay until a trainer read it."""
    scored_revision: Mapped[int | None] = mapped_column()
    """Revision of the question's key that gave the score."""
    comment: Mapped[str | None] = mapped_column(Text)
    """What the trainer wrote about an essay."""
    graded_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True
    )
    late_response: Mapped[dict[str, Any] | None] = mapped_column()
    """An answer that arrived after the end: kept, and counted only if the trainer accepts it."""
    late_sequence: Mapped[int | None] = mapped_column(BigInteger)
    late_claimed_at: Mapped[datetime | None] = mapped_column()
    late_received_at: Mapped[datetime | None] = mapped_column(index=True)
    late_decision: Mapped[LateDecision | None] = mapped_column(
        state_enum(LateDecision, "late_decision")
    )
