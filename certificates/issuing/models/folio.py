"""Tables of folios: one sequence an issuer and year, and every number that was taken."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class FolioSequence(Base):
    """The last number that an issuer took in a year."""

    __tablename__ = "issuing_folio_sequence"
    __table_args__ = (CheckConstraint("last_number >= 0", name="last_number"),)

    issuer: Mapped[str] = mapped_column(String(40), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column()


class Folio(Identified, Base):
    """One number of the register; annulled when its certificate was never issued."""

    __tablename__ = "issuing_folio"
    __table_args__ = (
        UniqueConstraint("issuer", "year", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(
            "(annulled_at IS NULL) = (annulled_reason IS NULL)", name="annulled_has_reason"
        ),
    )

    issuer: Mapped[str] = mapped_column(String(40))
    year: Mapped[int] = mapped_column()
    number: Mapped[int] = mapped_column()
    text: Mapped[str] = mapped_column(String(60), unique=True)
    """As printed: UGM-2026-000412."""
    certificate_id: Mapped[UUID] = mapped_column(
        ForeignKey("issuing_certificate.id", ondelete="RESTRICT"), unique=True
    )
    annulled_at: Mapped[datetime | None] = mapped_column()
    annulled_reason: Mapped[str | None] = mapped_column(Text)
