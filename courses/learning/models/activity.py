"""Tables of modules, activities, lessons and their figures."""

from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.learning.rules.states import ActivityKindName
from lms.core.db.base import Base, Identified
from lms.core.db.types import state_enum


class Module(Identified, Base):
    """A part of a course version, in its order."""

    __tablename__ = "learning_module"
    __table_args__ = (UniqueConstraint("course_version_id", "slug"),)

    course_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course_version.id", ondelete="CASCADE"), index=True
    )
    slug: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text)


class Activity(Identified, Base):
    """Something that a participant does; upper features hang quizzes and tasks on it."""

    __tablename__ = "learning_activity"
    __table_args__ = (
        UniqueConstraint("course_version_id", "slug"),
        CheckConstraint("weight IS NULL OR weight >= 0", name="weight"),
    )

    course_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course_version.id", ondelete="CASCADE"), index=True
    )
    module_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("learning_module.id", ondelete="CASCADE"), index=True
    )
    """None for what belongs to the whole course: diagnostic, final test, plan."""
    kind: Mapped[ActivityKindName] = mapped_column(state_enum(ActivityKindName, "activity_kind"))
    slug: Mapped[str] = mapped_column(String(160))
    """Unique in the version: 01-modulo/02-leccion, 01-modulo/02-leccion/preguntas, plan."""
    title: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column()
    """Order in the whole course version."""
    is_required: Mapped[bool] = mapped_column(default=True)
    minutes: Mapped[int | None] = mapped_column()
    weight: Mapped[int | None] = mapped_column()
    """Weight in the final mark; None where the activity gives no mark."""


class Lesson(Base):
    """The text of a lesson."""

    __tablename__ = "learning_lesson"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_activity.id", ondelete="CASCADE"), primary_key=True
    )
    purpose: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    """Markdown of the author; figures as `figura:NAME.svg`."""
    is_validated: Mapped[bool] = mapped_column()
    """False: *pendiente de validación* by the host unit."""
    host_unit: Mapped[str | None] = mapped_column(String(200))
    facts: Mapped[dict[str, Any]] = mapped_column()
    """Front matter: facts, general, examples, competencies, library, sources."""


class Figure(Identified, Base):
    """A drawing of a course version, as SVG."""

    __tablename__ = "learning_figure"
    __table_args__ = (UniqueConstraint("course_version_id", "path"),)

    course_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course_version.id", ondelete="CASCADE"), index=True
    )
    path: Mapped[str] = mapped_column(String(200))
    """Path in the course folder: modules/01-x/figuras/y.svg."""
    svg: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    alt: Mapped[str] = mapped_column(Text)
    caption: Mapped[str] = mapped_column(Text)
