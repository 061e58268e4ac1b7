"""The table of what was loaded, so that loading the same again does nothing."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified


class ContentLoad(Identified, Changing, Base):
    """One course, or the library, as it was loaded last."""

    __tablename__ = "content_load"

    name: Mapped[str] = mapped_column(String(80), unique=True)
    """Slug of the course; `:biblioteca` for the library, `:carpeta` for the folder as a whole."""
    content_hash: Mapped[str] = mapped_column(String(64))
    sections: Mapped[list[Any]] = mapped_column()
    """Names of the sections that stored it: a feature installed later still gets its turn."""
