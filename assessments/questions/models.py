"""Tables of questions and of the keys that they had before."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.questions.rules.bodies import QuestionKind
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Question(Identified, Changing, Base):
    """A question of one activity of one course version; only its key is ever changed."""

    __tablename__ = "questions_question"
    __table_args__ = (
        UniqueConstraint("activity_id", "slug"),
        CheckConstraint("revision > 0", name="revision"),
    )

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="CASCADE"), index=True
    )
    slug: Mapped[str] = mapped_column(String(80))
    """As the author named it in the file; other versions of the course have it too."""
    position: Mapped[int] = mapped_column()
    kind: Mapped[QuestionKind] = mapped_column(state_enum(QuestionKind, "question_kind"))
    competency: Mapped[str | None] = mapped_column(String(20))
    body: Mapped[dict[str, Any]] = mapped_column()
    """Fields of the kind's class in assessments.questions.rules.bodies."""
    revision: Mapped[int] = mapped_column(default=1)
    """Counts keys: 1 as loaded, one more with each correction."""


class PastKey(Identified, Base):
    """What a question's body was before its key was corrected, and why it was."""

    __tablename__ = "questions_past_key"
    __table_args__ = (UniqueConstraint("question_id", "revision"),)

    question_id: Mapped[UUID] = mapped_column(
        ForeignKey("questions_question.id", ondelete="CASCADE")
    )
    revision: Mapped[int] = mapped_column()
    body: Mapped[dict[str, Any]] = mapped_column()
    reason: Mapped[str] = mapped_column(Text)
    changed_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True
    )
