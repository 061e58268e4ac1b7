"""What the technical floor itself registers: delivery of events, forgetting of old jobs."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from lms.core.events.outbox import deliver_kind
from lms.core.features import Feature, JobKind, Schedule
from lms.core.i18n import lazy_gettext as _l
from lms.core.jobs.run import in_transaction
from lms.core.jobs.schedule import forget_done


def _forget(session: Session, _payload: Mapping[str, Any]) -> None:
    forget_done(session)


FEATURE = Feature(
    name="core",
    job_kinds=(
        deliver_kind(),
        JobKind(
            name="core.forget_done_jobs",
            label=_l("Olvidar trabajos terminados"),
            run=in_transaction(_forget),
        ),
    ),
    schedules=(Schedule(name="forget_done_jobs", kind="core.forget_done_jobs", daily_at_hour=3),),
)
