"""The table of certificates: the register, from which nothing is ever removed."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from certificates.issuing.rules.states import CertificateState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum

_LIVE = text("state IN ('queued', 'failed', 'issued')")


class Certificate(Identified, Changing, Base):
    """One certificate; its words are frozen in the snapshot."""

    __tablename__ = "issuing_certificate"
    __table_args__ = (
        UniqueConstraint("award_id", "number"),
        Index(
            "uq_issuing_certificate_live_award",
            "award_id",
            unique=True,
            sqlite_where=_LIVE,
            postgresql_where=_LIVE,
        ),
        CheckConstraint(
            "(state IN ('issued', 'revoked', 'replaced')) = (pdf_sha256 IS NOT NULL)",
            name="drawn_has_file",
        ),
        CheckConstraint("(pdf_sha256 IS NULL) = (file_id IS NULL)", name="file_has_hash"),
        CheckConstraint(
            "state NOT IN ('issued', 'revoked', 'replaced') OR "
            "(issued_at IS NOT NULL AND issued_on IS NOT NULL)",
            name="drawn_has_day",
        ),
        CheckConstraint(
            "state != 'revoked' OR (state_reason IS NOT NULL AND ended_at IS NOT NULL)",
            name="revoked_has_reason",
        ),
        Index("ix_issuing_certificate_batch_state", "batch_id", "state"),
        Index("ix_issuing_certificate_edition_state", "edition_id", "state"),
    )

    award_id: Mapped[UUID] = mapped_column(ForeignKey("issuing_award.id", ondelete="RESTRICT"))
    number: Mapped[int] = mapped_column()
    """Counts the certificates of the award from 1: the highest is the one that counts."""
    batch_id: Mapped[UUID] = mapped_column(ForeignKey("issuing_batch.id", ondelete="RESTRICT"))
    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("learning_edition.id", ondelete="RESTRICT"))
    state: Mapped[CertificateState] = mapped_column(
        state_enum(CertificateState, "certificate_state"), default=CertificateState.QUEUED
    )
    state_reason: Mapped[str | None] = mapped_column(Text)
    """Why it failed, was cancelled, revoked or replaced; that of a revocation is public."""
    ended_at: Mapped[datetime | None] = mapped_column()
    """When it was cancelled, revoked or replaced."""
    code: Mapped[str] = mapped_column(String(20), unique=True)
    """The code of verification: 7K4M-2QX9-HT5P."""
    search_name: Mapped[str] = mapped_column(String(400), index=True)
    """The folded printed name between spaces."""
    snapshot: Mapped[dict[str, Any]] = mapped_column()
    """certificates.issuing.rules.snapshot.Snapshot as it was approved."""
    is_demonstration: Mapped[bool] = mapped_column()
    round: Mapped[int] = mapped_column(default=1)
    """Counts the times it was put in the queue: part of the key of its job."""
    issued_on: Mapped[date | None] = mapped_column()
    """Local day that the certificate bears."""
    issued_at: Mapped[datetime | None] = mapped_column()
    expires_on: Mapped[date | None] = mapped_column()
    """Last day of validity; None: it does not expire."""
    file_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="RESTRICT"), index=True
    )
    pdf_sha256: Mapped[str | None] = mapped_column(String(64))
    replaces_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("issuing_certificate.id", ondelete="RESTRICT"), unique=True
    )
    """The certificate whose place this one took."""
