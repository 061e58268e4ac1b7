"""Tables of personal links and of everything that was said to somebody to bring an answer."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from assessments.transfer.rules.states import Audience
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum

_IS_LIVE = text("revoked_at IS NULL AND milestone_id IS NOT NULL")


class Link(Identified, Base):
    """A personal link: one milestone or plan, one audience; only a hash of the token is kept."""

    __tablename__ = "transfer_link"
    __table_args__ = (
        CheckConstraint("(milestone_id IS NULL) != (plan_id IS NULL)", name="one_object"),
        Index(
            "uq_transfer_link_live",
            "milestone_id",
            "audience",
            unique=True,
            postgresql_where=_IS_LIVE,
            sqlite_where=_IS_LIVE,
        ),
    )

    milestone_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="CASCADE"), index=True
    )
    plan_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_plan.id", ondelete="CASCADE"), index=True
    )
    """Set for the superior's word on the plan itself."""
    audience: Mapped[Audience] = mapped_column(state_enum(Audience, "audience"))
    supervisor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_supervisor.id", ondelete="RESTRICT"), index=True
    )
    seed: Mapped[str] = mapped_column(String(64), unique=True)
    """Opaque; signed with the installation's secret it makes the token, alone it opens nothing."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    paper_code: Mapped[str] = mapped_column(String(9), unique=True)
    """Eight symbols printed on the sheet: only a coordinator who signed in can use it."""
    expires_at: Mapped[datetime] = mapped_column()
    revoked_at: Mapped[datetime | None] = mapped_column()
    revoke_reason: Mapped[str | None] = mapped_column(String(200))


class ReminderChannel(StrEnum):
    """How somebody is spoken to."""

    MAIL = "mail"
    HAND = "hand"
    """A text ready to copy into a messenger."""
    PHONE = "phone"


class ReminderState(StrEnum):
    """What became of it; whether an e-mail left stands in the e-mail's own row."""

    WRITTEN = "written"
    WAITING = "waiting"
    SENT_BY_HAND = "sent_by_hand"
    CALLED = "called"
    SKIPPED = "skipped"


class Reminder(Identified, Base):
    """One thing said, or to be said, to one person: at most once by its unique key."""

    __tablename__ = "transfer_reminder"
    __table_args__ = (Index("ix_transfer_reminder_state_channel", "state", "channel"),)

    unique_key: Mapped[str] = mapped_column(String(120), unique=True)
    milestone_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_milestone.id", ondelete="CASCADE"), index=True
    )
    plan_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("transfer_plan.id", ondelete="CASCADE"), index=True
    )
    audience: Mapped[Audience] = mapped_column(state_enum(Audience, "audience"))
    kind: Mapped[str] = mapped_column(String(40))
    """A value of rules.ladder.StepKind, or plan."""
    channel: Mapped[ReminderChannel] = mapped_column(state_enum(ReminderChannel, "channel"))
    state: Mapped[ReminderState] = mapped_column(state_enum(ReminderState, "reminder_state"))
    skip_reason: Mapped[str | None] = mapped_column(String(60))
    recipient_name: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str | None] = mapped_column(String(254), index=True)
    """E-mail or telephone, as it was then."""
    text: Mapped[str] = mapped_column(Text, default="")
    mail_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("core_outgoing_mail.id", ondelete="SET NULL"), index=True
    )
    bounced_at: Mapped[datetime | None] = mapped_column()
    """Coordination saw the e-mail come back."""
    done_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    done_at: Mapped[datetime | None] = mapped_column()
