"""Tables of editions and the extensions of their dates."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from courses.learning.rules.states import EditionState
from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class Edition(Identified, Changing, Base):
    """One giving of a course version, between two days."""

    __tablename__ = "learning_edition"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("seats IS NULL OR seats > 0", name="seats"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_moment"),
    )

    course_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course.id", ondelete="RESTRICT"), index=True
    )
    course_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_course_version.id", ondelete="RESTRICT"), index=True
    )
    code: Mapped[str] = mapped_column(String(40), unique=True)
    """As people name it: GM-0-2027-1."""
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date] = mapped_column()
    ends_on: Mapped[date] = mapped_column()
    """Last day on which work is accepted, until 23:59:59 in the zone."""
    seats: Mapped[int | None] = mapped_column()
    zone: Mapped[str] = mapped_column(String(60))
    """Copied from the programme."""
    state: Mapped[EditionState] = mapped_column(
        state_enum(EditionState, "edition_state"), default=EditionState.PLANNED
    )
    closed_at: Mapped[datetime | None] = mapped_column()
    sponsor_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="RESTRICT"), index=True
    )


class Extension(Identified, Base):
    """More time for a person, a municipality or a whole edition, with its reason."""

    __tablename__ = "learning_extension"
    __table_args__ = (
        CheckConstraint(
            "enrolment_id IS NULL OR organization_id IS NULL", name="person_or_organization"
        ),
    )

    edition_id: Mapped[UUID] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="CASCADE"), index=True
    )
    enrolment_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("learning_enrolment.id", ondelete="CASCADE"), index=True
    )
    organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="RESTRICT")
    )
    until: Mapped[date] = mapped_column()
    reason: Mapped[str] = mapped_column(Text)
