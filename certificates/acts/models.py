"""The table of PDFs of actas de notas."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from certificates.acts.rules.states import DocumentState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class ActDocument(Identified, Changing, Base):
    """The PDF of one act; drawn once, then never again."""

    __tablename__ = "acts_document"
    __table_args__ = (
        CheckConstraint("(state = 'drawn') = (file_id IS NOT NULL)", name="drawn_has_file"),
    )

    act_id: Mapped[UUID] = mapped_column(
        ForeignKey("gradebook_act.id", ondelete="RESTRICT"), unique=True
    )
    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), index=True
    )
    state: Mapped[DocumentState] = mapped_column(
        state_enum(DocumentState, "document_state"), default=DocumentState.QUEUED
    )
    file_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("core_stored_file.id", ondelete="RESTRICT")
    )
    failure: Mapped[str | None] = mapped_column(Text)
    """Why the last drawing failed, for who looks after it."""
