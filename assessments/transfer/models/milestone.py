"""Tables of milestones and of the steps of their ladder."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.transfer.rules.ladder import StepKind, StepState
from assessments.transfer.rules.states import MilestoneState, StopKind
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Milestone(Identified, Changing, Base):
    """One day on which a person who passed is asked how it went, and what came of it."""

    __tablename__ = "transfer_milestone"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "sequence", "days"),
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("(state = 'stopped') = (stop_kind IS NOT NULL)", name="stop_has_kind"),
        CheckConstraint(
            "evidence_level IS NULL OR evidence_level BETWEEN 0 AND 3", name="evidence_level"
        ),
        Index("ix_transfer_milestone_state_due", "state", "due_on"),
        Index("ix_transfer_milestone_days", "days", "enrolment_id"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT"), index=True
    )
    sequence: Mapped[int] = mapped_column()
    """Number of the passing it belongs to: more than 1 only after a rectification."""
    days: Mapped[int] = mapped_column()
    nominal_on: Mapped[date] = mapped_column()
    due_on: Mapped[date] = mapped_column()
    """The working day on which the questions go out."""
    closes_on: Mapped[date] = mapped_column()
    ends_on: Mapped[date] = mapped_column()
    """Last day on which a late answer is taken."""
    state: Mapped[MilestoneState] = mapped_column(
        state_enum(MilestoneState, "milestone_state"), default=MilestoneState.PLANNED
    )
    supervisor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_supervisor.id", ondelete="RESTRICT"), index=True
    )
    """Who was the superior when it opened; a later one does not take this milestone over."""
    participant_opted_out_at: Mapped[datetime | None] = mapped_column()
    stop_kind: Mapped[StopKind | None] = mapped_column(state_enum(StopKind, "stop_kind"))
    stop_cause: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column()
    """First answer of anybody."""
    closed_at: Mapped[datetime | None] = mapped_column()
    has_plan: Mapped[bool] = mapped_column(default=False)
    result_low: Mapped[float] = mapped_column(default=0.0)
    result_observed: Mapped[float | None] = mapped_column()
    result_high: Mapped[float] = mapped_column(default=1.0)
    attainment: Mapped[float | None] = mapped_column()
    """Mean part of the way gone from baseline to target, 0 to 1, of indicators with figures."""
    is_answer: Mapped[bool] = mapped_column(default=False)
    """At least half of the weight is answered."""
    is_achieved: Mapped[bool] = mapped_column(default=False)
    evidence_level: Mapped[int | None] = mapped_column()
    """0 to 3, computed by rules.outcome, never typed."""
    is_excluded: Mapped[bool] = mapped_column(default=False)
    compared_count: Mapped[int] = mapped_column(default=0)
    """Commitments of which both informants said something."""
    disagreement_count: Mapped[int] = mapped_column(default=0)


class MilestoneStep(Identified, Base):
    """One step of a milestone's ladder, waiting for its day: the row that the sweep finds."""

    __tablename__ = "transfer_milestone_step"
    __table_args__ = (
        UniqueConstraint("milestone_id", "kind"),
        Index("ix_transfer_milestone_step_due", "state", "due_at", "id"),
    )

    milestone_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[StepKind] = mapped_column(state_enum(StepKind, "step_kind"))
    due_at: Mapped[datetime] = mapped_column()
    state: Mapped[StepState] = mapped_column(
        state_enum(StepState, "step_state"), default=StepState.WAITING
    )
    done_at: Mapped[datetime | None] = mapped_column()
