"""The table of jobs."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lms.core import clock, ids
from lms.core.db.base import Base
from lms.core.db.types import state_enum


class JobState(StrEnum):
    """Where a job stands."""

    READY = "ready"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"


class Job(Base):
    """One piece of background work, written in the transaction of its cause."""

    __tablename__ = "core_job"
    __table_args__ = (
        CheckConstraint(
            "state != 'leased' OR (lease_until IS NOT NULL AND worker IS NOT NULL)",
            name="leased_has_lease",
        ),
        Index("ix_core_job_due", "state", "run_at", "id"),
        Index("ix_core_job_batch_state", "batch", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=ids.new_id)
    kind: Mapped[str] = mapped_column(String(100), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column()
    unique_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    """Makes asking twice asking once; kept after the job is done."""
    batch: Mapped[str | None] = mapped_column(String(100))
    """Joins the jobs of one long work, for its progress page."""
    state: Mapped[JobState] = mapped_column(
        state_enum(JobState, "job_state"), default=JobState.READY
    )
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column()
    worker: Mapped[str | None] = mapped_column(String(120))
    last_error: Mapped[str | None] = mapped_column(Text)
    """Class and message of the last failure, cut to 2,000 letters; never personal data."""
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None] = mapped_column()
