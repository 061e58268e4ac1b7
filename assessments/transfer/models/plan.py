"""Tables of the plan to use at work what was learned, its commitments and its history."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assessments.transfer.rules.states import Direction, PlanState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Plan(Identified, Changing, Base):
    """The plan of one enrolment."""

    __tablename__ = "transfer_plan"
    __table_args__ = (
        CheckConstraint(
            "efficacy_before IS NULL OR efficacy_before BETWEEN 0 AND 10", name="efficacy_before"
        ),
        CheckConstraint(
            "efficacy_after IS NULL OR efficacy_after BETWEEN 0 AND 10", name="efficacy_after"
        ),
        CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name="sent_has_moment"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT"), unique=True
    )
    state: Mapped[PlanState] = mapped_column(
        state_enum(PlanState, "plan_state"), default=PlanState.DRAFT
    )
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What was typed into the form, as it was typed: a draft may be half and wrong."""
    help_needed: Mapped[str] = mapped_column(Text, default="")
    rehearsal: Mapped[str] = mapped_column(Text, default="")
    """The first commitment, written again from memory."""
    efficacy_before: Mapped[int | None] = mapped_column()
    """How sure before the course, 0 to 10, as remembered when writing the plan."""
    efficacy_after: Mapped[int | None] = mapped_column()
    sent_at: Mapped[datetime | None] = mapped_column()
    send_count: Mapped[int] = mapped_column(default=0)
    supervisor_note: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column()
    closed_at: Mapped[datetime | None] = mapped_column()


class Commitment(Identified, Base):
    """One promise: in this situation, this act, seen in this indicator."""

    __tablename__ = "transfer_commitment"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 3", name="position"),
        CheckConstraint("weight > 0", name="weight"),
        CheckConstraint(
            "baseline IS NULL OR target IS NULL OR baseline != target", name="there_is_a_way"
        ),
    )

    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_plan.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column()
    situation: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    product: Mapped[str | None] = mapped_column(Text)
    """What there will be, or what will be otherwise, once it is done."""
    indicator: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(60), default="")
    baseline: Mapped[float | None] = mapped_column()
    """How much it is today; None is *sin dato*."""
    baseline_source: Mapped[str | None] = mapped_column(Text)
    """Where today's figure comes from: a register, a count, a report."""
    target: Mapped[float | None] = mapped_column()
    direction: Mapped[Direction | None] = mapped_column(state_enum(Direction, "direction"))
    due_on: Mapped[date] = mapped_column()
    weight: Mapped[float] = mapped_column(default=1.0)


class PlanEvent(Identified, Base):
    """One change of a plan: what it said when sent, what the superior answered."""

    __tablename__ = "transfer_plan_event"

    plan_id: Mapped[UUID] = mapped_column(
        ForeignKey("transfer_plan.id", ondelete="CASCADE"), index=True
    )
    from_state: Mapped[str] = mapped_column(String(40))
    to_state: Mapped[str] = mapped_column(String(40))
    actor_label: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
