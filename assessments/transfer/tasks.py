"""Background work of transfer: the sweep that finds due steps, and one job for each step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.transfer.models import MilestoneStep
from assessments.transfer.rules.ladder import StepState
from assessments.transfer.services.change_authorities import apply_due_changes
from assessments.transfer.services.run_step import run_step
from lms.core import clock
from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import JobKind, Schedule
from lms.core.jobs.queue import enqueue_many
from lms.core.jobs.run import JobRun, in_transaction

SWEEP = "transfer.sweep_steps"
RUN_STEP = "transfer.run_step"
BATCH_SIZE = 500
EVERY_MINUTES = 15


def sweep(job: JobRun) -> None:
    """Hand each due step to a job of its own, a batch a transaction, until none is due."""
    with unit_of_work() as session:
        apply_due_changes(session)
    while True:
        with unit_of_work() as session:
            if not hand_out(session):
                job.finish(session)
                return


def hand_out(session: Session) -> int:
    """Hand one batch of due steps to jobs; return how many.

    Two sweeps at once take different rows: on PostgreSQL the second skips what the first has
    locked, on SQLite it waits for its turn and finds the rows handed out.
    """
    due = list(
        session.scalars(
            select(MilestoneStep.id)
            .where(MilestoneStep.state == StepState.WAITING, MilestoneStep.due_at <= clock.now())
            .order_by(MilestoneStep.due_at, MilestoneStep.id)
            .limit(BATCH_SIZE)
            .with_for_update(skip_locked=True)
        )
    )
    if not due:
        return 0
    session.execute(
        update(MilestoneStep)
        .where(MilestoneStep.id.in_(due))
        .values(state=StepState.QUEUED)
        .execution_options(synchronize_session=False)
    )
    return enqueue_many(
        session,
        RUN_STEP,
        [(f"transfer.step:{step_id}", {"step_id": str(step_id)}) for step_id in due],
        batch=f"transfer.steps:{clock.today().isoformat()}",
    )


def _run_step(session: Session, payload: Mapping[str, Any]) -> None:
    run_step(session, UUID(payload["step_id"]))


JOB_KINDS = (
    JobKind(name=SWEEP, run=sweep, lease_seconds=300),
    JobKind(name=RUN_STEP, run=in_transaction(_run_step)),
)
SCHEDULES = (Schedule(name="transfer_sweep", kind=SWEEP, every_minutes=EVERY_MINUTES),)
