"""Tables of what follows an answer: a tutor's task, or a case worth telling."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class ReinforcementTask(Identified, Base):
    """A milestone below target: what the tutor should talk over with the person."""

    __tablename__ = "transfer_reinforcement_task"

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="RESTRICT"), unique=True
    )
    coaching_note: Mapped[str] = mapped_column(Text)
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    done_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    done_note: Mapped[str | None] = mapped_column(Text)


class CaseKind(StrEnum):
    """From which end of the distribution a case comes."""

    SUCCESS = "success"
    DIFFICULTY = "difficulty"


class CaseState(StrEnum):
    """Where a case stands."""

    PROPOSED = "proposed"
    INTERVIEWED = "interviewed"
    PUBLISHED = "published"
    DECLINED = "declined"


class SuccessCase(Identified, Changing, Base):
    """A person worth interviewing; told to others only with both consents."""

    __tablename__ = "transfer_success_case"
    __table_args__ = (
        CheckConstraint(
            "state != 'published' OR (person_consent_at IS NOT NULL "
            "AND entity_consent_at IS NOT NULL)",
            name="published_with_consent",
        ),
    )

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="RESTRICT"), unique=True
    )
    kind: Mapped[CaseKind] = mapped_column(state_enum(CaseKind, "case_kind"))
    state: Mapped[CaseState] = mapped_column(
        state_enum(CaseState, "case_state"), default=CaseState.PROPOSED, index=True
    )
    interview: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The answers of the interview by question."""
    person_consent_at: Mapped[datetime | None] = mapped_column()
    entity_consent_at: Mapped[datetime | None] = mapped_column()
    published_at: Mapped[datetime | None] = mapped_column()
