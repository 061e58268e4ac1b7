"""Runs one job: claim, do, finish; or give back, or bury."""

import os
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import PermanentJobError
from lms.core.features import JobKind, installed
from lms.core.i18n import gettext as _
from lms.core.jobs import lease
from lms.core.jobs.models import Job

log = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class JobRun:
    """One attempt at one job, as its kind's function sees it."""

    job_id: UUID
    kind: str
    payload: Mapping[str, Any]
    worker: str
    attempt: int
    is_finished: bool = field(default=False)

    def finish(self, session: Session) -> None:
        """Mark the job done in the transaction of its effect: both or neither."""
        lease.finish(session, self.job_id, worker=self.worker, attempt=self.attempt)
        self.is_finished = True


def in_transaction(work: Callable[[Session, Mapping[str, Any]], None]) -> Callable[[JobRun], None]:
    """Return a job function that does `work(session, payload)` and finishes in one transaction."""

    def run(job: JobRun) -> None:
        with unit_of_work() as session:
            work(session, job.payload)
            job.finish(session)

    return run


def kinds() -> dict[str, JobKind]:
    """Return the kinds of jobs that the installed features bring, by name."""
    return {kind.name: kind for feature in installed() for kind in feature.job_kinds}


def worker_name() -> str:
    """Return a name for the thread that runs jobs: host, process, thread."""
    return f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:120]


def run_job(job_id: UUID) -> str:
    """Run a job if it is due; return what came of it: skipped, done, retried, dead or lost.

    Needs an application context. Exceptions of the work never leave: they stand in the table.
    """
    worker = worker_name()
    try:
        return _run(job_id, worker)
    finally:
        db.session.remove()


def _run(job_id: UUID, worker: str) -> str:
    with unit_of_work() as session:
        job = session.get(Job, job_id)
        kind = kinds().get(job.kind) if job else None
        seconds = kind.lease_seconds if kind else 60
        attempt = lease.claim(session, job_id, worker=worker, lease_seconds=seconds)
        if job is None or attempt is None:
            return "skipped"
        run = JobRun(
            job_id=job_id, kind=job.kind, payload=job.payload, worker=worker, attempt=attempt
        )
    structlog.contextvars.bind_contextvars(job_id=str(job_id), job_kind=run.kind)
    try:
        if kind is None:
            raise PermanentJobError(
                _("Ninguna parte instalada hace el trabajo «%(kind)s».", kind=run.kind)
            )
        if attempt > kind.max_attempts:
            raise PermanentJobError(_("El programa se detuvo en cada intento. Puede repetirse."))
        kind.run(run)
        if not run.is_finished:
            with unit_of_work() as session:
                run.finish(session)
    except lease.LeaseLostError:
        log.warning("job_lease_lost")
        return "lost"
    except Exception as error:  # noqa: BLE001 - the entry point of all background work
        return _fail(run, kind, error)
    else:
        return "done"
    finally:
        structlog.contextvars.unbind_contextvars("job_id", "job_kind")


def _fail(run: JobRun, kind: JobKind | None, error: Exception) -> str:
    reason = f"{type(error).__name__}: {error}"[:2000]
    is_last = (
        kind is None or isinstance(error, PermanentJobError) or run.attempt >= kind.max_attempts
    )
    log.warning("job_failed", attempt=run.attempt, error=type(error).__name__, is_last=is_last)
    try:
        with unit_of_work() as session:
            if not is_last:
                lease.give_back(
                    session, run.job_id, worker=run.worker, attempt=run.attempt, error=reason
                )
                return "retried"
            lease.bury(session, run.job_id, worker=run.worker, attempt=run.attempt, error=reason)
            if kind is not None and kind.on_dead is not None:
                kind.on_dead(session, run.payload, reason)
    except lease.LeaseLostError:
        return "lost"
    return "dead"
