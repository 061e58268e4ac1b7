"""The table of rights to a certificate: one a passing."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from certificates.issuing.rules.states import AwardState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Award(Identified, Changing, Base):
    """A passed course waits to be certified, was approved for it, or was declined."""

    __tablename__ = "issuing_award"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "sequence"),
        CheckConstraint("sequence > 0", name="sequence"),
        CheckConstraint("state != 'declined' OR state_reason IS NOT NULL", name="declined_reason"),
        Index("ix_issuing_award_edition_state", "edition_id", "state"),
    )

    enrolment_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="RESTRICT")
    )
    sequence: Mapped[int] = mapped_column()
    """Counts passings of the same enrolment: more than 1 only after a rectification."""
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("learning_edition.id", ondelete="RESTRICT"))
    passed_on: Mapped[date] = mapped_column()
    state: Mapped[AwardState] = mapped_column(
        state_enum(AwardState, "award_state"), default=AwardState.ELIGIBLE
    )
    state_reason: Mapped[str | None] = mapped_column(Text)
    """Why it was declined or withdrawn."""
    review_reason: Mapped[str | None] = mapped_column(Text)
    """Set while a person must look before it is certified: a mark changed after the acta."""
    batch_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("issuing_batch.id", ondelete="RESTRICT"), index=True
    )
    """The list that waits for its second approval, None when there is none."""
    approved_at: Mapped[datetime | None] = mapped_column()
