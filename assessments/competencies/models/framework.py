"""Tables of frameworks of competencies: a version never changes once it is stored."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified


class Framework(Identified, Base):
    """One frozen version of a framework: other content makes another version."""

    __tablename__ = "competencies_framework"
    __table_args__ = (
        UniqueConstraint("code", "number"),
        UniqueConstraint("code", "content_hash"),
        CheckConstraint("number > 0", name="number"),
    )

    code: Mapped[str] = mapped_column(String(40))
    number: Mapped[int] = mapped_column()
    """Version as the platform counts, from 1."""
    title: Mapped[str] = mapped_column(String(200))
    author_version: Mapped[int] = mapped_column()
    """Version as the authors count."""
    levels: Mapped[list[Any]] = mapped_column()
    """The four levels in order: [{"level": 0, "code": ..., "name": ..., "description": ...}]."""
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of everything that the version says."""


class Competency(Identified, Base):
    """One competency of a framework version."""

    __tablename__ = "competencies_competency"
    __table_args__ = (
        UniqueConstraint("framework_id", "code"),
        CheckConstraint("kind IN ('rasgo', 'tecnica')", name="kind"),
    )

    framework_id: Mapped[UUID] = mapped_column(
        ForeignKey("competencies_framework.id", ondelete="RESTRICT"), index=True
    )
    code: Mapped[str] = mapped_column(String(20))
    """As in rubrics and tables: G1 (trait), T4 (technical)."""
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    """rasgo or tecnica, as the authors write it."""
    description: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column()
    """Order in the framework, from 1."""
