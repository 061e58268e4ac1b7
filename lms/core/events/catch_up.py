"""Delivers facts of the past in their order, each at its own moment: for the demonstration."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.events.outbox import DELIVER, deliver
from lms.core.jobs.models import Job, JobState


def deliver_waiting(session: Session, *, until: datetime) -> int:
    """Deliver what waits since before a moment, and what follows from it; return how many.

    Everything happens in the caller's transaction; no job of it is left to the workers.
    """
    delivered = 0
    while waiting := _waiting(session, until):
        for job in waiting:
            with clock.frozen_at(job.run_at):
                deliver(session, job.payload)
                job.state, job.attempts, job.finished_at = JobState.DONE, 1, clock.now()
                # Rows take their moment when they are written: at this one, not at the caller's.
                session.flush()
            delivered += 1
    return delivered


def _waiting(session: Session, until: datetime) -> list[Job]:
    return list(
        session.scalars(
            select(Job)
            .where(Job.kind == DELIVER, Job.state == JobState.READY, Job.run_at < until)
            .order_by(Job.run_at, Job.id)
        )
    )
