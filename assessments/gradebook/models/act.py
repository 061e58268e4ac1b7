"""The tables of actas de notas and of their numbers."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Act(Identified, Base):
    """An *acta de notas*, or one that rectifies it; written once, never changed."""

    __tablename__ = "gradebook_act"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("issuer", "year", "sequence"),
        CheckConstraint("sequence > 0", name="sequence"),
        CheckConstraint(
            "(rectifies_id IS NULL) = (reason IS NULL)", name="rectification_has_reason"
        ),
        Index(
            "uq_gradebook_act_closing",
            "edition_id",
            unique=True,
            postgresql_where=text("rectifies_id IS NULL"),
            sqlite_where=text("rectifies_id IS NULL"),
        ),
    )

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), index=True
    )
    rectifies_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("gradebook_act.id", ondelete="RESTRICT"), index=True
    )
    """The act of the closing that this one corrects; None for that act itself."""
    issuer: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column()
    sequence: Mapped[int] = mapped_column()
    number: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date] = mapped_column()
    made_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    content: Mapped[dict[str, Any]] = mapped_column()
    """Everything that is printed, as it was on that day."""


class ActCounter(Base):
    """The last number given by an issuer in a year; locked while the next one is taken."""

    __tablename__ = "gradebook_act_counter"

    issuer: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column()
