"""Notices of the demonstration: what is old was read and sent; these days' wait."""

from datetime import timedelta

from sqlalchemy import select, true, update
from sqlalchemy.orm import Session

from lms.accounts.api import PERSON, demo_person_id, person_card
from lms.core import clock
from lms.core.access import Actor, Role
from lms.core.jobs.models import Job, JobState
from lms.messages.models import Notice, Way
from lms.messages.services.mark_notices import mark_handed
from lms.messages.services.notify_person import NOTIFY, run_notify

_HANDED_AFTER = timedelta(days=10)
_READ_AFTER = timedelta(days=20)


def load_notices(session: Session) -> None:
    """Tell what waits since earlier days and put away what is old, the first time only."""
    if session.scalar(select(Notice.id).where(Notice.handed_at.is_not(None)).limit(1)):
        return
    now = clock.now()
    _tell_waiting(session)
    coordinator = demo_person_id(session, Role.COORDINATOR)
    if coordinator is None:
        return
    actor = Actor(person_id=coordinator, label=person_card(session, coordinator).full_name)
    old = list(
        session.scalars(
            select(Notice.id)
            .join(PERSON, PERSON.c.id == Notice.person_id)
            .where(
                PERSON.c.is_fictional.is_(True),
                Notice.way == Way.BY_HAND,
                Notice.created_at < now - _HANDED_AFTER,
            )
        )
    )
    if old:
        with clock.frozen_at(now - _HANDED_AFTER):
            mark_handed(session, actor, old, within=true())
    session.execute(
        update(Notice)
        .where(
            Notice.person_id.in_(select(PERSON.c.id).where(PERSON.c.is_fictional.is_(True))),
            Notice.created_at < now - _READ_AFTER,
            Notice.read_at.is_(None),
        )
        .values(read_at=now - _READ_AFTER)
        .execution_options(synchronize_session=False)
    )


def _tell_waiting(session: Session) -> None:
    waiting = session.scalars(
        select(Job)
        .where(
            Job.kind == NOTIFY,
            Job.state == JobState.READY,
            Job.run_at < clock.start_of_day(clock.today()),
        )
        .order_by(Job.run_at, Job.id)
    ).all()
    for job in waiting:
        with clock.frozen_at(job.run_at):
            run_notify(session, job.payload)
            job.state, job.attempts, job.finished_at = JobState.DONE, 1, clock.now()
            # The notice takes its moment when it is written.
            session.flush()
