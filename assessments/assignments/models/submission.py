"""Tables of submissions: the draft of today, every version that was sent, and their files."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.assignments.rules.states import SubmissionState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Submission(Identified, Changing, Base):
    """The work of one participant in one task."""

    __tablename__ = "assignments_submission"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "activity_id"),
        CheckConstraint("(version_count = 0) = (sent_at IS NULL)", name="sent_has_version"),
        CheckConstraint("(state = 'draft') = (version_count = 0)", name="draft_was_never_sent"),
        Index("ix_assignments_submission_activity_state", "activity_id", "state", "sent_at"),
        Index("ix_assignments_submission_state", "state", "sent_at"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT")
    )
    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_task.activity_id", ondelete="RESTRICT")
    )
    state: Mapped[SubmissionState] = mapped_column(
        state_enum(SubmissionState, "submission_state"), default=SubmissionState.DRAFT
    )
    draft_text: Mapped[str] = mapped_column(Text, default="")
    """What the participant is writing; after sending, what was sent."""
    draft_number: Mapped[int] = mapped_column(default=0)
    """Counts savings: two open pages notice each other by it."""
    draft_saved_at: Mapped[datetime | None] = mapped_column()
    version_count: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column()
    """Moment of the newest version."""


class SubmissionVersion(Identified, Base):
    """One sending: never changed afterwards, except by the answer of the trainer."""

    __tablename__ = "assignments_version"
    __table_args__ = (
        UniqueConstraint("submission_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "(returned_at IS NULL) = (return_reason IS NULL)", name="returned_with_reason"
        ),
    )

    submission_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_submission.id", ondelete="RESTRICT")
    )
    number: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(Text)
    sketch: Mapped[list[Any]] = mapped_column()
    """Fingerprints of the text, see rules.likeness."""
    sent_at: Mapped[datetime] = mapped_column()
    returned_at: Mapped[datetime | None] = mapped_column()
    returned_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    return_reason: Mapped[str | None] = mapped_column(Text)


class SubmissionFile(Identified, Base):
    """A file of a submission, from one version to another."""

    __tablename__ = "assignments_file"
    __table_args__ = (
        CheckConstraint("first_version > 0", name="first_version"),
        CheckConstraint(
            "last_version IS NULL OR last_version >= first_version", name="last_version"
        ),
    )

    submission_id: Mapped[UUID] = mapped_column(
        ForeignKey("assignments_submission.id", ondelete="RESTRICT"), index=True
    )
    stored_file_id: Mapped[UUID] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="RESTRICT"), index=True
    )
    first_version: Mapped[int] = mapped_column()
    """The version it came with; one more than the versions sent while it is in the draft."""
    last_version: Mapped[int | None] = mapped_column()
    """The last version that has it; None while it stays."""
