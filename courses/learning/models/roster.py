"""The table of lists of people that coordination hands in to be enrolled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Roster(Identified, Base):
    """One list as it was read; tried first, applied once, then only what was refused stays."""

    __tablename__ = "learning_roster"

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="CASCADE"), index=True
    )
    made_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(String(200))
    """Name of the file, or words for pasted rows."""
    columns: Mapped[list[Any]] = mapped_column()
    """Letter of each known column: [["document", "A"], ["given_names", "B"]]."""
    rows: Mapped[list[Any]] = mapped_column()
    """As read, before applying; what was refused with its reasons, afterwards."""
    waiver_reason: Mapped[str | None] = mapped_column(Text)
    """Why people enter without the course that comes before; None: nobody does."""
    enrolled_count: Mapped[int] = mapped_column(default=0)
    known_count: Mapped[int] = mapped_column(default=0)
    """People of the list who were enrolled before."""
    applied_at: Mapped[datetime | None] = mapped_column()
