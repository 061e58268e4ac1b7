"""The table of corrections that issued certificates wait for."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from certificates.issuing.rules.states import CorrectionKind, CorrectionState
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class Correction(Identified, Base):
    """Something changed under an issued certificate: a person decides what becomes of it."""

    __tablename__ = "issuing_correction"
    __table_args__ = (
        CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_has_moment"),
        Index("ix_issuing_correction_certificate_state", "certificate_id", "state"),
    )

    certificate_id: Mapped[UUID] = mapped_column(
        ForeignKey("issuing_certificate.id", ondelete="RESTRICT")
    )
    kind: Mapped[CorrectionKind] = mapped_column(state_enum(CorrectionKind, "correction_kind"))
    cause_key: Mapped[str] = mapped_column(String(200), unique=True)
    """Names the cause and the certificate, so that the same fact makes one task."""
    detail: Mapped[str] = mapped_column(Text)
    state: Mapped[CorrectionState] = mapped_column(
        state_enum(CorrectionState, "correction_state"), default=CorrectionState.OPEN
    )
    settled_at: Mapped[datetime | None] = mapped_column()
    settled_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    outcome: Mapped[str | None] = mapped_column(Text)
    """What was done, in words: reemplazado, revocado, or why it stays as it is."""
