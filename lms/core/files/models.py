"""The table of stored files."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock, ids
from lms.core.db.base import Base


class StoredFile(Base):
    """One file as somebody sent it (images: as re-encoded); the bytes lie in the store."""

    __tablename__ = "core_stored_file"
    __table_args__ = (CheckConstraint("size_bytes >= 0", name="size"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int] = mapped_column()
    media_type: Mapped[str] = mapped_column(String(120))
    """Found by looking at the content, never taken from the sender's word."""
    name: Mapped[str] = mapped_column(String(200))
    """The sender's name for it, without folders or control characters."""
    owner_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
