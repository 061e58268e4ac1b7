"""Whether the product lives and can work: database, jobs, disk, clock."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.i18n import gettext as _
from lms.core.jobs.models import Job, JobState

LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_WAIT = timedelta(minutes=5)
EARLIEST_YEAR = 2026


@dataclass(frozen=True, kw_only=True)
class Check:
    """One condition and a word on it for who looks after the machine."""

    name: str
    is_good: bool
    detail: str


def readiness(session: Session, home: Path) -> list[Check]:
    """Return the conditions under which the product can do its work."""
    database = _database(session)
    return [
        database,
        _jobs(session)
        if database.is_good
        else Check(name="jobs", is_good=False, detail=_("no se sabe")),
        _disk(home),
        Check(name="clock", is_good=clock.now().year >= EARLIEST_YEAR, detail=str(clock.now())),
    ]


def _database(session: Session) -> Check:
    try:
        session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Check(name="database", is_good=False, detail=type(error).__name__)
    return Check(name="database", is_good=True, detail=_("responde"))


def _jobs(session: Session) -> Check:
    oldest = session.scalar(select(func.min(Job.run_at)).where(Job.state == JobState.READY))
    waited = clock.now() - oldest if oldest else timedelta()
    return Check(
        name="jobs",
        is_good=waited < LONGEST_WAIT,
        detail=_(
            "el trabajo vencido más antiguo espera %(seconds)s s",
            seconds=max(0, int(waited.total_seconds())),
        ),
    )


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(home if home.exists() else home.parent).free
    return Check(
        name="disk",
        is_good=free > LEAST_FREE_BYTES,
        detail=_("%(free)s MB libres", free=free // 1024 // 1024),
    )
