"""The table of lists of people who are certified together."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from certificates.issuing.rules.states import BatchState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Batch(Identified, Changing, Base):
    """Who proposed and who approved certificates of one edition, and their file to print."""

    __tablename__ = "issuing_batch"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_has_moment"),
        CheckConstraint(
            "state != 'returned' OR return_reason IS NOT NULL", name="returned_has_reason"
        ),
    )

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int] = mapped_column()
    """Counts the lists of the edition from 1."""
    size: Mapped[int] = mapped_column()
    """People in the list."""
    needs_second_person: Mapped[bool] = mapped_column()
    state: Mapped[BatchState] = mapped_column(state_enum(BatchState, "batch_state"))
    proposed_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    decided_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    decided_at: Mapped[datetime | None] = mapped_column()
    is_by_stand_in: Mapped[bool] = mapped_column(default=False)
    """Approved by the stand-in that the settings named for that day."""
    return_reason: Mapped[str | None] = mapped_column(Text)
    print_asked_at: Mapped[datetime | None] = mapped_column()
    print_file_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="RESTRICT"), index=True
    )
    """All its certificates in one PDF for the printer; None until somebody asked for it."""
    print_count: Mapped[int] = mapped_column(default=0)
    """Certificates in that PDF."""
