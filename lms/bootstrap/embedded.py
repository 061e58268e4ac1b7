"""The embedded worker: a real Celery worker fed from the job table, with beat as a thread."""

import threading
import time
from typing import Any
from uuid import UUID

import structlog
from celery import Celery, bootsteps
from celery.beat import EmbeddedService
from celery.signals import task_postrun
from flask import Flask

from lms.bootstrap.celery_app import RUN_JOB, TICK
from lms.core.db.engine import db, is_reading_only
from lms.core.jobs.lease import due_ids

POLL_SECONDS = 0.05
log = structlog.get_logger(__name__)


class Feeder(bootsteps.StartStopStep):
    """Finds due rows and hands the worker as many as it has free hands.

    It looks every 50 ms, and at once when a hand becomes free.
    """

    requires = {"celery.worker.components:Pool"}  # noqa: RUF012 - Celery reads a plain set

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.in_flight: set[UUID] = set()
        self.lock = threading.Lock()
        self.stopping = threading.Event()
        self.freed = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self, parent: Any) -> None:
        """Begin to feed, in a thread of its own."""
        task_postrun.connect(self._on_task_done, weak=False)
        self.thread = threading.Thread(target=self._feed, args=(parent,), daemon=True)
        self.thread.start()

    def stop(self, _parent: Any) -> None:
        """Stop feeding; what runs is finished by the worker's own warm shutdown."""
        self.stopping.set()
        self.freed.set()
        if self.thread is not None:
            self.thread.join(timeout=2)

    def _feed(self, parent: Any) -> None:
        celery: Celery = parent.app
        app: Flask = celery.conf["gestores_flask_app"]
        run = celery.tasks[RUN_JOB]
        celery.tasks[TICK].apply_async()
        # Looking for due rows must not wait for the write lock, nor keep others waiting for it.
        is_reading_only.set(True)
        while not self.stopping.is_set():
            self.freed.wait(POLL_SECONDS)
            self.freed.clear()
            try:
                with self.lock:
                    busy = frozenset(self.in_flight)
                free = parent.concurrency - len(busy)
                if free <= 0:
                    continue
                with app.app_context():
                    found = due_ids(db.session(), limit=free, excluding=busy)
                    db.session.remove()
                for job_id in found:
                    with self.lock:
                        self.in_flight.add(job_id)
                    run.apply_async(kwargs={"job_id": str(job_id)})
            except Exception as error:  # noqa: BLE001 - a locked database must not end the feeding
                log.warning("feeding_failed", error=type(error).__name__)
                time.sleep(1)

    def _on_task_done(self, kwargs: Any = None, **_facts: Any) -> None:
        job_id = (kwargs or {}).get("job_id")
        if job_id is not None:
            with self.lock:
                self.in_flight.discard(UUID(job_id))
            self.freed.set()


class BeatThread(bootsteps.StartStopStep):
    """Runs beat inside the worker: one process is enough for a small school."""

    requires = {"celery.worker.components:Pool"}  # noqa: RUF012 - Celery reads a plain set

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self.service: Any = None

    def start(self, parent: Any) -> None:
        """Begin to tick."""
        self.service = EmbeddedService(
            parent.app, thread=True, scheduler_cls="celery.beat:Scheduler"
        )
        self.service.start()

    def stop(self, _parent: Any) -> None:
        """Stop ticking."""
        if self.service is not None:
            self.service.stop()


def embed(celery: Celery, app: Flask) -> None:
    """Make the Celery application's worker feed itself from the job table."""
    celery.conf["gestores_flask_app"] = app
    celery.steps["worker"].add(Feeder)
    celery.steps["worker"].add(BeatThread)
