"""Makes scheduled jobs: one for each period, whoever ticks and however often."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.features import Schedule, installed
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.queue import enqueue

KEEP_DONE_DAYS = 30
"""How long finished jobs stay: their unique keys still refuse a repetition meanwhile."""


def tick(session: Session, zone: str = clock.DEFAULT_ZONE) -> int:
    """Enqueue each schedule's job of the current period, once; return how many periods were due.

    The period is in the unique key, so that two tickers, or a ticker after a pause, do no harm.
    """
    asked = 0
    for feature in installed():
        for schedule in feature.schedules:
            period = period_of(schedule, clock.now(), zone)
            if period is not None:
                enqueue(session, schedule.kind, unique_key=f"schedule:{schedule.name}:{period}")
                asked += 1
    return asked


def period_of(schedule: Schedule, moment: datetime, zone: str) -> str | None:
    """Return the name of the schedule's period that holds a moment; None before today's hour."""
    if schedule.every_minutes is not None:
        return str(int(moment.timestamp() // (schedule.every_minutes * 60)))
    local = moment.astimezone(ZoneInfo(zone))
    if local.hour < (schedule.daily_at_hour or 0):
        return None
    return local.date().isoformat()


def forget_done(session: Session) -> None:
    """Delete finished jobs that are older than KEEP_DONE_DAYS; dead ones stay."""
    before = clock.now() - timedelta(days=KEEP_DONE_DAYS)
    session.execute(
        delete(Job)
        .where(Job.state == JobState.DONE, Job.finished_at < before)
        .execution_options(synchronize_session=False)
    )
