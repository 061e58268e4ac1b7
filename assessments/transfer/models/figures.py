"""Tables of frozen figures and of the systematisation report."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified


class Snapshot(Identified, Base):
    """The figures of an edition at a milestone as they stood on a day; never changed."""

    __tablename__ = "transfer_snapshot"
    __table_args__ = (UniqueConstraint("edition_id", "days", "moment"),)

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), index=True
    )
    days: Mapped[int] = mapped_column()
    moment: Mapped[str] = mapped_column(String(20))
    """close: the last milestone closed; end: the last late answer was taken."""
    rule_version: Mapped[int] = mapped_column()
    figures: Mapped[dict[str, Any]] = mapped_column()


class Report(Identified, Changing, Base):
    """The systematisation report of an edition: generated, then edited."""

    __tablename__ = "transfer_report"

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT"), unique=True
    )
    sections: Mapped[list[Any]] = mapped_column()
    """In order: code, title, text."""
    generated_at: Mapped[datetime] = mapped_column()
    edited_at: Mapped[datetime | None] = mapped_column()
    edited_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
