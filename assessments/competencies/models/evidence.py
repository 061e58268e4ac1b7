"""The table of evidence: each level granted is a row, taken back by a date and never deleted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Identified

_IS_LIVE = text("withdrawn_at IS NULL")


class Evidence(Identified, Base):
    """A level of a competency that somebody granted to a person, on something that was seen."""

    __tablename__ = "competencies_evidence"
    __table_args__ = (
        CheckConstraint("level BETWEEN 0 AND 3", name="level"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)", name="withdrawn_with_reason"
        ),
        Index(
            "uq_competencies_evidence_live",
            "source_kind",
            "source_id",
            "source_version",
            "source_part",
            "competency_id",
            unique=True,
            postgresql_where=_IS_LIVE,
            sqlite_where=_IS_LIVE,
        ),
        Index("ix_competencies_evidence_edition_person", "edition_id", "person_id"),
    )

    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    competency_id: Mapped[UUID] = mapped_column(
        ForeignKey("competencies_competency.id", ondelete="RESTRICT"), index=True
    )
    level: Mapped[int] = mapped_column()
    """0 sin evidencia, 1 inicia, 2 aplica, 3 multiplica."""
    granted_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    """None: the demonstration or a command."""
    granted_at: Mapped[datetime] = mapped_column()
    edition_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("learning_edition.id", ondelete="RESTRICT")
    )
    """The edition in which it was seen; None outside courses."""
    source_kind: Mapped[str] = mapped_column(String(40))
    """What was judged: submission."""
    source_id: Mapped[UUID] = mapped_column()
    source_version: Mapped[int] = mapped_column(default=1)
    """Which sending of it."""
    source_part: Mapped[str] = mapped_column(String(40), default="")
    """The criterion: c1."""
    source_title: Mapped[str] = mapped_column(String(200), default="")
    """What people read: the title of the task, as it was."""
    withdrawn_at: Mapped[datetime | None] = mapped_column()
    withdrawn_by_person_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="SET NULL")
    )
    withdrawal_reason: Mapped[str | None] = mapped_column(Text)
