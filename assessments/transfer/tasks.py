"""Background work of transfer: the sweep that finds due steps, and the jobs that do them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from assessments.transfer.models import MilestoneStep
from assessments.transfer.rules.ladder import StepState
from assessments.transfer.services.change_authorities import apply_due_changes
from assessments.transfer.services.run_step import run_step, run_steps
from lms.core import clock
from lms.core.db.unit_of_work import unit_of_work
from lms.core.features import JobKind, Schedule
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.lease import LeaseLostError
from lms.core.jobs.queue import enqueue_many
from lms.core.jobs.run import JobRun, in_transaction

log = structlog.get_logger(__name__)

SWEEP = "transfer.sweep_steps"
RUN_STEP = "transfer.run_step"
RUN_STEPS = "transfer.run_steps"
BATCH_SIZE = 500
STEPS_A_JOB = 50
"""Ten thousand milestones of one day are two hundred jobs of few statements each."""
EVERY_MINUTES = 15


def sweep(job: JobRun) -> None:
    """Hand the due steps to jobs, a batch a transaction, until none is due."""
    with unit_of_work() as session:
        apply_due_changes(session)
    while True:
        with unit_of_work() as session:
            if not hand_out(session):
                job.finish(session)
                return


def hand_out(session: Session) -> int:
    """Hand one batch of due steps to jobs; return how many steps.

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
    parts = [due[start : start + STEPS_A_JOB] for start in range(0, len(due), STEPS_A_JOB)]
    enqueue_many(
        session,
        RUN_STEPS,
        [(f"transfer.steps:{part[0]}", {"step_ids": [str(one) for one in part]}) for part in parts],
        batch=f"transfer.steps:{clock.today().isoformat()}",
    )
    return len(due)


def _run_steps(job: JobRun) -> None:
    step_ids = [UUID(one) for one in job.payload["step_ids"]]
    try:
        with unit_of_work() as session:
            run_steps(session, step_ids)
            job.finish(session)
    except LeaseLostError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad milestone must not hold back the others
        log.warning("steps_split", error=type(error).__name__, steps=len(step_ids))
        with unit_of_work() as session:
            enqueue_many(
                session,
                RUN_STEP,
                [(f"transfer.step:{one}", {"step_id": str(one)}) for one in step_ids],
                batch=None,
            )
            job.finish(session)


def _run_step(session: Session, payload: Mapping[str, Any]) -> None:
    run_step(session, UUID(payload["step_id"]))


JOB_KINDS = (
    JobKind(name=SWEEP, label=_l("Buscar seguimientos que vencen"), run=sweep, lease_seconds=300),
    JobKind(
        name=RUN_STEPS,
        label=_l("Avanzar un grupo de seguimientos"),
        run=_run_steps,
        lease_seconds=120,
    ),
    JobKind(name=RUN_STEP, label=_l("Avanzar un seguimiento"), run=in_transaction(_run_step)),
)
SCHEDULES = (Schedule(name="transfer_sweep", kind=SWEEP, every_minutes=EVERY_MINUTES),)
