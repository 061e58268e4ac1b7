"""The table of e-mails."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock, ids
from lms.core.db.base import Base
from lms.core.db.types import state_enum


class MailState(StrEnum):
    """Where an e-mail stands; *doubtful* may or may not have left, and is never sent again."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class OutgoingMail(Base):
    """One e-mail to one address."""

    __tablename__ = "core_outgoing_mail"
    __table_args__ = (Index("ix_core_outgoing_mail_state_created", "state", "created_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
    unique_key: Mapped[str] = mapped_column(String(200), unique=True)
    """What this e-mail is for: the same reason never writes twice."""
    person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True
    )
    recipient: Mapped[str] = mapped_column(String(320))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[MailState] = mapped_column(
        state_enum(MailState, "mail_state"), default=MailState.QUEUED
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None] = mapped_column()
    last_error: Mapped[str | None] = mapped_column(String(500))
