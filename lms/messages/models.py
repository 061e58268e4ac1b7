"""The table of notices."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class Way(StrEnum):
    """How a notice reaches its person beside the application."""

    MAIL = "mail"
    BY_HAND = "by_hand"
    ELSEWHERE = "elsewhere"
    """Another feature writes to the person by its own ladder."""


class Notice(Identified, Base):
    """One thing that one person should know; told once."""

    __tablename__ = "messages_notice"
    __table_args__ = (
        Index("ix_messages_notice_person_read", "person_id", "read_at"),
        Index("ix_messages_notice_way_handed", "way", "handed_at"),
    )

    person_id: Mapped[UUID] = mapped_column(ForeignKey("accounts_person.id", ondelete="RESTRICT"))
    unique_key: Mapped[str] = mapped_column(String(200), unique=True)
    """What the notice is for: the same cause never tells twice."""
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(300))
    """Where it leads, inside this site."""
    way: Mapped[Way] = mapped_column(state_enum(Way, "notice_way"))
    read_at: Mapped[datetime | None] = mapped_column()
    handed_at: Mapped[datetime | None] = mapped_column()
    """When somebody sent the text by a messenger and said so."""
    handed_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
