"""Celery as executor and clock in both modes: on Redis, or embedded with nothing installed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from celery import Celery
from flask import Flask

from lms.bootstrap.settings import Settings
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.lease import due_ids
from lms.core.jobs.queue import set_hint
from lms.core.jobs.run import run_job
from lms.core.jobs.schedule import tick

RUN_JOB = "core.run_job"
SWEEP = "core.sweep"
TICK = "core.tick"
SWEEP_AT_ONCE = 2000
LONGEST_JOB_SECONDS = 600


def create_celery(app: Flask) -> Celery:
    """Return the Celery application over a Flask application; the job table stays the truth."""
    settings: Settings = app.extensions["gestores_settings"]
    celery = Celery(
        "gestores", broker=settings.redis_url or "memory://localhost/", set_as_current=True
    )
    celery.conf.update(_conf(settings))
    _declare_tasks(celery, app)
    if settings.redis_url:
        set_hint(_redis_hint(celery))
    app.extensions["celery"] = celery
    return celery


def _conf(settings: Settings) -> dict[str, Any]:
    conf: dict[str, Any] = {
        "task_ignore_result": True,
        "task_acks_late": False,
        "worker_prefetch_multiplier": 1,
        "worker_hijack_root_logger": False,
        "worker_send_task_events": False,
        "task_default_queue": "gestores",
        "timezone": "UTC",
        "beat_scheduler": "celery.beat:Scheduler",
        "beat_schedule": {
            "sweep": {"task": SWEEP, "schedule": 60.0, "options": {"expires": 55}},
            "tick": {"task": TICK, "schedule": 60.0, "options": {"expires": 55}},
        },
        "broker_connection_retry_on_startup": True,
    }
    if settings.redis_url:
        # A dead broker must not freeze the web: the sweep sends again what was not sent.
        conf["broker_transport_options"] = {
            "visibility_timeout": LONGEST_JOB_SECONDS * 2,
            "max_retries": 1,
            "interval_start": 0,
            "interval_max": 0.1,
            "socket_timeout": 2,
            "socket_connect_timeout": 1,
        }
        conf["task_publish_retry"] = False
        conf["task_time_limit"] = LONGEST_JOB_SECONDS
        conf["worker_max_tasks_per_child"] = 5000
    else:
        conf["broker_transport_options"] = {"polling_interval": 0.01}
    return conf


def _declare_tasks(celery: Celery, app: Flask) -> None:
    @celery.task(name=RUN_JOB, shared=False)
    def run(*, job_id: str) -> str:
        with app.app_context():
            return run_job(UUID(job_id))

    @celery.task(name=SWEEP, shared=False)
    def sweep() -> None:
        if not app.extensions["gestores_settings"].redis_url:
            return  # The embedded worker finds due rows by itself.
        with app.app_context():
            for job_id in due_ids(db.session(), limit=SWEEP_AT_ONCE):
                run.apply_async(kwargs={"job_id": str(job_id)}, expires=55)
            db.session.remove()

    @celery.task(name=TICK, shared=False)
    def tick_schedules() -> None:
        with app.app_context():
            try:
                with unit_of_work() as session:
                    tick(session)
            finally:
                db.session.remove()


def _redis_hint(celery: Celery) -> Callable[[list[str]], None]:
    def hint(job_ids: list[str]) -> None:
        task = celery.tasks[RUN_JOB]
        try:
            with celery.producer_pool.acquire(block=True, timeout=2) as producer:
                for job_id in job_ids:
                    task.apply_async(kwargs={"job_id": job_id}, producer=producer, retry=False)
        except Exception:  # noqa: BLE001, S110 - the sweep sends again; the web must go on
            pass

    return hint
