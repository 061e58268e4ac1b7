"""What people were told, and background work done twice as after a crash."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.lease import due_ids
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.run import run_job
from lms.core.mail.models import OutgoingMail
from lms.messages.models import Notice, Way

EMAIL = "ana@municipio.example"


@dataclass(frozen=True, kw_only=True)
class Told:
    """One notice, and the text of the mail that went with it."""

    title: str
    text: str
    path: str
    way: Way
    mail: str | None


def told(person_id: UUID) -> list[Told]:
    """Run every job, put them all back and run them again; return what the person was told."""
    _run_all()
    with unit_of_work() as session:
        session.execute(update(Job).values(state=JobState.READY, attempts=0, lease_until=None))
    outcomes = _run_all()
    assert "dead" not in outcomes
    assert "retried" not in outcomes
    session = db.session()
    mails = {
        mail.unique_key: mail.text
        for mail in session.scalars(select(OutgoingMail).where(OutgoingMail.person_id == person_id))
    }
    rows = session.scalars(
        select(Notice).where(Notice.person_id == person_id).order_by(Notice.id)
    ).all()
    found = [
        Told(
            title=row.title,
            text=row.text,
            path=row.path,
            way=row.way,
            mail=mails.get(f"notice:{row.unique_key}"),
        )
        for row in rows
    ]
    session.rollback()
    return found


def titles(person_id: UUID) -> list[str]:
    """Return the titles of what a person was told, in order; every job was done twice."""
    return [one.title for one in told(person_id)]


def _run_all() -> list[str]:
    db.session.remove()
    outcomes = []
    while found := due_ids(db.session(), limit=1000):
        db.session.remove()
        outcomes += [run_job(job_id) for job_id in found]
    db.session.remove()
    return outcomes
