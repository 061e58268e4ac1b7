"""Tables of programmes, courses and their versions."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from courses.learning.rules.states import CourseKind, CourseStatus
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Programme(Identified, Changing, Base):
    """A set of courses that belong together: one base course and the specialised ones."""

    __tablename__ = "learning_programme"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    zone: Mapped[str] = mapped_column(String(60))
    """The zone in which days of this programme are counted."""
    milestone_days: Mapped[list[Any]] = mapped_column()
    """Days after passing at which the use at work is asked about, as in [30, 90, 180]."""


class Course(Identified, Changing, Base):
    """One course of a programme."""

    __tablename__ = "learning_course"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    programme_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_programme.id", ondelete="RESTRICT"), index=True
    )
    code: Mapped[str] = mapped_column(String(40))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text)
    kind: Mapped[CourseKind] = mapped_column(state_enum(CourseKind, "course_kind"))
    status: Mapped[CourseStatus] = mapped_column(state_enum(CourseStatus, "course_status"))
    hours: Mapped[int | None] = mapped_column()
    """None: unknown; the certificate then says nothing of hours."""
    position: Mapped[int] = mapped_column()


class Prerequisite(Base):
    """A course that must be passed before another."""

    __tablename__ = "learning_prerequisite"

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course.id", ondelete="CASCADE"), primary_key=True
    )
    required_course_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course.id", ondelete="CASCADE"), primary_key=True
    )


class CourseVersion(Identified, Base):
    """The content and rules of a course as an edition gives them; never changed once used."""

    __tablename__ = "learning_course_version"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("number > 0", name="number"),
    )

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course.id", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int] = mapped_column()
    content_hash: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the files from which it was loaded: the same content makes no new version."""
    rules: Mapped[dict[str, Any]] = mapped_column()
    """Fields of courses.learning.rules.completion.CompletionRules."""
    facts: Mapped[dict[str, Any]] = mapped_column()
    """What pages and upper features read: commitment_examples, sources, licence, guide."""
    published_at: Mapped[datetime | None] = mapped_column()
