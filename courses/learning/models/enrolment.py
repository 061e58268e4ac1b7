"""Tables of enrolments and of progress in activities."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.learning.rules.states import EnrolmentState
from lms.core import clock
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Enrolment(Identified, Changing, Base):
    """One person in one edition."""

    __tablename__ = "learning_enrolment"
    __table_args__ = (
        UniqueConstraint("edition_id", "person_id"),
        CheckConstraint(
            "(state = 'passed') = (passed_at IS NOT NULL AND passed_on IS NOT NULL)",
            name="passed_has_day",
        ),
        Index("ix_learning_enrolment_edition_state", "edition_id", "state"),
    )

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="RESTRICT"), index=True
    )
    """The person's entity when enrolled: reports keep it when the person moves."""
    state: Mapped[EnrolmentState] = mapped_column(
        state_enum(EnrolmentState, "enrolment_state"), default=EnrolmentState.ENROLLED
    )
    state_reason: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime | None] = mapped_column()
    last_activity_at: Mapped[datetime | None] = mapped_column()
    passed_at: Mapped[datetime | None] = mapped_column()
    passed_on: Mapped[date | None] = mapped_column()
    """Day of passing in the edition's zone."""
    pass_count: Mapped[int] = mapped_column(default=0)
    """How often it was passed: more than once only after a rectification."""


class ActivityProgress(Base):
    """How far one enrolment came in one activity; never goes back but by rectification."""

    __tablename__ = "learning_activity_progress"
    __table_args__ = (
        CheckConstraint("score_percent IS NULL OR (score_percent BETWEEN 0 AND 100)", name="score"),
        Index("ix_learning_activity_progress_activity", "activity_id", "finished_at"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="RESTRICT"), primary_key=True
    )
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column()
    score_percent: Mapped[int | None] = mapped_column()
    """Best score that counts (quizzes) or published score (tasks)."""
    is_waiting: Mapped[bool] = mapped_column(default=False)
    """Sent, and waiting for the trainer."""
    is_held: Mapped[bool] = mapped_column(default=False)
    """Takes nothing more until staff give another chance: a published task, a quiz without attempts
    left. Whether that matters is the rules' question."""
    has_criterion_without_evidence: Mapped[bool] = mapped_column(default=False)
    is_exempt: Mapped[bool] = mapped_column(default=False)
    """Coordination exempted the person from this activity, with a reason in the audit."""
