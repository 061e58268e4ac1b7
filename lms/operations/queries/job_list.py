"""Reads the job table for the administrator."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.core.features import installed
from lms.core.jobs.models import Job, JobState
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """One job; the payload holds ids only and is not shown."""

    id: UUID
    kind: str
    label: str
    state: JobState
    attempts: int
    run_at: datetime
    finished_at: datetime | None
    last_error: str | None


@dataclass(frozen=True, kw_only=True)
class JobsPage:
    """A page of jobs of one state, and how many there are of each."""

    jobs: Page[JobRow]
    counts: dict[JobState, int]


def jobs_page(session: Session, *, state: JobState, number: int) -> JobsPage:
    """Return jobs of a state: dead and done newest first, waiting ones by their turn."""
    by_state = session.execute(select(Job.state, func.count()).group_by(Job.state))
    counts = {row[0]: row[1] for row in by_state}
    is_waiting = state in (JobState.READY, JobState.LEASED)
    order = (Job.run_at, Job.id) if is_waiting else (Job.finished_at.desc(), Job.id)
    labels = {kind.name: str(kind.label) for feature in installed() for kind in feature.job_kinds}
    rows = [
        JobRow(
            id=job.id,
            kind=job.kind,
            label=labels.get(job.kind) or job.kind,
            state=job.state,
            attempts=job.attempts,
            run_at=job.run_at,
            finished_at=job.finished_at,
            last_error=job.last_error,
        )
        for job in session.scalars(
            select(Job)
            .where(Job.state == state)
            .order_by(*order)
            .limit(PAGE_SIZE)
            .offset((number - 1) * PAGE_SIZE)
        )
    ]
    return JobsPage(jobs=Page(rows=rows, number=number, total=counts.get(state, 0)), counts=counts)
