"""Measures transfer on PostgreSQL: 10,000 milestones of one day, a dashboard of 5,000 people.

`python -m tests.bench.transfer`, with TEST_POSTGRES_URL where the server is not on loopback.
Workers run as in production, over Redis (TEST_REDIS_URL), with two processes and a mail server that
only takes notes. In the second round they are killed at random and started again.
"""

import contextlib
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from assessments.transfer.models import Milestone, Reminder
from assessments.transfer.tasks import SWEEP
from lms.bootstrap.app import create_app
from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import Settings, read_settings
from lms.core import clock
from lms.core.access import Role
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.models import Job, JobState
from lms.core.jobs.queue import enqueue
from lms.core.mail.models import MailState, OutgoingMail
from tests.factories.many_milestones import make_many_milestones
from tests.support.databases import fresh_postgres_database, redis_url
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 10_000
DASHBOARD_PEOPLE = 5_000
WORKERS = 2
KILLS = 10
REQUESTS = 20
START_SECONDS = 8
SWEEP_SECONDS = 5
PATIENCE_SECONDS = 900


def main() -> None:
    """Print both figures and what became of every e-mail."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with prepared() as (settings, app):
        measure_dispatch(settings, app, people, kills=0)
    with prepared() as (settings, app):
        measure_dispatch(settings, app, people, kills=KILLS)
    with prepared() as (_settings, app):
        measure_dashboard(app)


@contextmanager
def prepared() -> Iterator[tuple[Settings, Flask]]:
    """Give an application on an empty database of its own."""
    with (
        tempfile.TemporaryDirectory(prefix="gestores-bench-") as home,
        fresh_postgres_database() as url,
    ):
        settings = read_settings(environ(Path(home), url))
        upgrade_schema(settings.database_url)
        app = create_app(settings)
        yield settings, app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def environ(home: Path, url: str) -> dict[str, str]:
    """Return what a worker process is started with."""
    return {
        "LMS_ENV": "test",
        "LMS_HOME": str(home),
        "SECRET_KEY": "k" * 64,
        "PASSWORD_SALT": "s" * 64,
        "TOTP_SECRET": "t" * 64,
        "DATABASE_URL": url,
        "REDIS_URL": redis_url(),
    }


def measure_dispatch(settings: Settings, app: Flask, people: int, *, kills: int) -> None:
    """Dispatch the milestones of one day by two processes, killed so many times."""
    notes = settings.home / "sent.txt"
    create_celery(app)
    with app.app_context():
        session = db.session()
        make_many_milestones(session, people, due_at=clock.now())
        db.session.remove()
    dice = random.Random(20270301)
    worker = _start(settings, notes)
    time.sleep(START_SECONDS)
    with app.app_context():
        with unit_of_work() as session:
            enqueue(session, SWEEP)
        db.session.remove()
    begun = time.monotonic()
    for _kill in range(kills):
        time.sleep(dice.uniform(2, 5))
        _end(worker)
        worker = _start(settings, notes)
    while _open_milestones(app) < people and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(SWEEP_SECONDS if kills else 0.2)
        _sweep(app, is_wanted=bool(kills))
    print(
        f"{people} milestones dispatched, {kills} times killed: "
        f"{time.monotonic() - begun:.1f} s (must 60, without kills)",
        flush=True,
    )
    while _jobs_left(app) and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(SWEEP_SECONDS)
        _sweep(app, is_wanted=True)
    print(f"  with all e-mail: {time.monotonic() - begun:.1f} s", flush=True)
    _end(worker)
    _print_mail(app, people, notes)


def measure_dashboard(app: Flask) -> None:
    """Measure the dashboard of coordination over many participants at three milestones."""
    with app.app_context():
        session = db.session()
        make_many_milestones(
            session, DASHBOARD_PEOPLE, all_days=(30, 90, 180), editions=10, answered_every=2
        )
        desk = sign_in(app.test_client(), make_staff(session, Role.COORDINATOR).id)
        session.execute(db.text("ANALYZE"))
        session.commit()
        db.session.remove()
        engine = db.engine
    desk.get("/transferencia").close()
    with counted_statements(engine) as statements:
        desk.get("/transferencia").close()
    times = []
    for _request in range(REQUESTS):
        begun = time.perf_counter()
        desk.get("/transferencia").close()
        times.append((time.perf_counter() - begun) * 1000)
    print(f"dashboard of {DASHBOARD_PEOPLE}: {len(statements)} statements (must 8)")
    print(f"dashboard of {DASHBOARD_PEOPLE}: {statistics.median(times):.0f} ms (must 150)")


def _start(settings: Settings, notes: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.transfer_worker", str(notes), str(WORKERS)],
        cwd=ROOT,
        env=os.environ | environ(settings.home, settings.database_url),
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


def _sweep(app: Flask, *, is_wanted: bool) -> None:
    # What the worker process that died had taken from Redis, beat would send again each minute.
    if is_wanted:
        app.extensions["celery"].tasks["core.sweep"].apply()


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _open_milestones(app: Flask) -> int:
    return _count(app, select(func.count()).select_from(Milestone).where(Milestone.state == "open"))


def _jobs_left(app: Flask) -> int:
    return _count(app, select(func.count()).select_from(Job).where(Job.state != JobState.DONE))


def _count(app: Flask, query) -> int:
    with app.app_context():
        found = db.session().scalar(query)
        db.session.remove()
    return found or 0


def _print_mail(app: Flask, people: int, notes: Path) -> None:
    with app.app_context():
        session = db.session()
        rows = session.execute(
            select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)
        )
        states = {row[0]: row[1] for row in rows}
        addresses = session.scalar(select(func.count(OutgoingMail.recipient.distinct())))
        reminders = session.scalar(select(func.count()).select_from(Reminder))
        db.session.remove()
    sent, doubtful = states.get(MailState.SENT, 0), states.get(MailState.DOUBTFUL, 0)
    left = notes.read_text().split("\n")[:-1]
    print(
        f"  e-mails to both informants: sent {sent} + doubtful {doubtful} = {sent + doubtful}"
        f" of {2 * people}; addresses {addresses}; reminders {reminders}; "
        f"left the machine {len(left)}, twice {len(left) - len(set(left))}"
    )


if __name__ == "__main__":
    main()
