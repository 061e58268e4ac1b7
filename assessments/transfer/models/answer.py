"""Tables of answers, of the files that support them, and of what helped and hindered."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from assessments.transfer.rules.answers import Factor, Question
from assessments.transfer.rules.states import Audience, Channel
from lms.core import clock
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class Polarity(StrEnum):
    """Whether a factor helped or hindered."""

    HELPED = "helped"
    HINDERED = "hindered"


class Answer(Identified, Base):
    """One answer to one question; never changed: a later one wins and both stay."""

    __tablename__ = "transfer_answer"
    __table_args__ = (Index("ix_transfer_answer_milestone_at", "milestone_id", "answered_at"),)

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="RESTRICT")
    )
    commitment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_commitment.id", ondelete="RESTRICT"), index=True
    )
    informant: Mapped[Audience] = mapped_column(state_enum(Audience, "informant"))
    informant_name: Mapped[str] = mapped_column(String(200))
    """As it was then: a new superior does not rename old answers."""
    supervisor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_supervisor.id", ondelete="RESTRICT"), index=True
    )
    question: Mapped[Question] = mapped_column(state_enum(Question, "question"))
    value: Mapped[dict[str, Any]] = mapped_column()
    """One of code, number, codes, text; number None is *no lo medimos*."""
    channel: Mapped[Channel] = mapped_column(state_enum(Channel, "channel"))
    is_late: Mapped[bool] = mapped_column(default=False)
    entered_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    """Who typed a paper or telephone answer."""
    scan_file_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="SET NULL")
    )
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)
    """When it was said: of a sheet, the day written on it; created_at is when it was typed."""


LATEST_LAST = (Answer.is_late.desc(), Answer.answered_at, Answer.id)
"""Order in which the last answer to a question is the one that counts: late ones come first, for
what was said in time is not changed late."""


class Evidence(Identified, Base):
    """One file that shows a commitment at work."""

    __tablename__ = "transfer_evidence"

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="RESTRICT"), index=True
    )
    commitment_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_commitment.id", ondelete="RESTRICT"), index=True
    )
    informant: Mapped[Audience] = mapped_column(state_enum(Audience, "informant"))
    file_id: Mapped[UUID] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="RESTRICT"), index=True
    )
    """Its row keeps the SHA-256."""
    is_confidential: Mapped[bool] = mapped_column(default=False)


class FactorAnswer(Base):
    """One factor that an informant named last: what the counts of helps and obstacles read."""

    __tablename__ = "transfer_factor_answer"

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="CASCADE"), primary_key=True
    )
    informant: Mapped[Audience] = mapped_column(state_enum(Audience, "informant"), primary_key=True)
    polarity: Mapped[Polarity] = mapped_column(state_enum(Polarity, "polarity"), primary_key=True)
    factor: Mapped[Factor] = mapped_column(state_enum(Factor, "factor"), primary_key=True)
    note: Mapped[str | None] = mapped_column(Text)
