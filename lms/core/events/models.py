"""The table of facts that one feature tells another."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock, ids
from lms.core.db.base import Base


class OutboxEvent(Base):
    """One fact, as it was when it happened."""

    __tablename__ = "core_event"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
    name: Mapped[str] = mapped_column(String(100), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column()
    occurred_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
