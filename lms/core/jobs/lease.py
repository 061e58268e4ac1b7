"""Claims, finishes and gives back jobs; every change is fenced by worker and attempt."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.jobs.models import Job, JobState

BACK_OFF_SECONDS = (5, 20, 60, 300, 900, 3600, 3600 * 4)
"""Waiting time after each failed attempt; the last one repeats."""


class LeaseLostError(Exception):
    """Another worker took the job meanwhile: what this one did must be rolled back."""


def due_ids(
    session: Session, *, limit: int, excluding: frozenset[UUID] = frozenset()
) -> list[UUID]:
    """Return ids of jobs that wait to be run, oldest first, among them those of dead workers."""
    query = select(Job.id).where(_is_due(clock.now())).order_by(Job.run_at, Job.id)
    if excluding:
        query = query.where(Job.id.not_in(excluding))
    return list(session.scalars(query.limit(limit)))


def claim(session: Session, job_id: UUID, *, worker: str, lease_seconds: int) -> int | None:
    """Take a due job for this worker; return the number of the attempt, or None if not due."""
    now = clock.now()
    return session.execute(
        update(Job)
        .where(Job.id == job_id, _is_due(now))
        .values(
            state=JobState.LEASED,
            worker=worker,
            attempts=Job.attempts + 1,
            lease_until=now + timedelta(seconds=lease_seconds),
        )
        .returning(Job.attempts)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()


def finish(session: Session, job_id: UUID, *, worker: str, attempt: int) -> None:
    """Mark a job done, in the transaction of its effect; raises LeaseLostError."""
    _fenced(
        session,
        job_id,
        worker,
        attempt,
        state=JobState.DONE,
        finished_at=clock.now(),
        last_error=None,
    )


def give_back(session: Session, job_id: UUID, *, worker: str, attempt: int, error: str) -> None:
    """Make a failed job ready again after its back-off; raises LeaseLostError."""
    seconds = BACK_OFF_SECONDS[min(attempt, len(BACK_OFF_SECONDS)) - 1]
    _fenced(
        session,
        job_id,
        worker,
        attempt,
        state=JobState.READY,
        run_at=clock.now() + timedelta(seconds=seconds),
        last_error=error,
    )


def bury(session: Session, job_id: UUID, *, worker: str, attempt: int, error: str) -> None:
    """Mark a job dead: it waits for a person; raises LeaseLostError."""
    _fenced(
        session,
        job_id,
        worker,
        attempt,
        state=JobState.DEAD,
        finished_at=clock.now(),
        last_error=error,
    )


def revive(session: Session, job_id: UUID) -> bool:
    """Make a dead job ready at once, with its attempts forgotten; False when it was not dead."""
    result = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.DEAD)
        .values(state=JobState.READY, attempts=0, run_at=clock.now(), finished_at=None)
        .execution_options(synchronize_session=False)
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def _is_due(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(Job.state == JobState.READY, Job.run_at <= now),
        and_(Job.state == JobState.LEASED, Job.lease_until < now),
    )


def _fenced(session: Session, job_id: UUID, worker: str, attempt: int, **values: object) -> None:
    result = session.execute(
        update(Job)
        .where(
            Job.id == job_id,
            Job.state == JobState.LEASED,
            Job.worker == worker,
            Job.attempts == attempt,
        )
        .values(lease_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise LeaseLostError(str(job_id))
