"""Workers killed at random on the day of many milestones: sent + doubtful = all, nobody twice."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assessments.transfer.tasks import SWEEP
from lms.bootstrap.app import create_app
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import read_settings
from lms.core import clock
from lms.core.db.engine import db, prepare_engine
from lms.core.jobs.queue import enqueue
from tests.factories.many_milestones import make_many_milestones
from tests.support.databases import fresh_postgres_database

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = 60
MAILS = 2 * PEOPLE
KILLS = 4

pytestmark = [pytest.mark.slow, pytest.mark.real_clock, pytest.mark.timeout(300)]


def _environ(home: Path, **more: str) -> dict[str, str]:
    return {
        "LMS_ENV": "test",
        "LMS_HOME": str(home),
        "SECRET_KEY": "k" * 64,
        "PASSWORD_SALT": "s" * 64,
        "TOTP_SECRET": "t" * 64,
        **more,
    }


@contextmanager
def _worker(environ: dict[str, str], notes: Path) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.transfer_worker", str(notes), "2"],
        cwd=ROOT,
        env=os.environ | environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _prepare(environ: dict[str, str]):
    settings = read_settings(environ)
    settings.home.mkdir(exist_ok=True)
    upgrade_schema(settings.database_url)
    app = create_app(settings)
    with app.app_context():
        session = db.session()
        make_many_milestones(session, PEOPLE, due_at=clock.now())
        enqueue(session, SWEEP)
        session.commit()
        db.session.remove()
        db.engine.dispose()
    engine = create_engine(settings.database_url)
    prepare_engine(engine)
    return engine


def _left(notes: Path) -> list[str]:
    return notes.read_text().splitlines() if notes.exists() else []


def _wait_until(is_so, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.1)


def _states(engine, column: str, table: str) -> dict[str, int]:
    with engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}"))
        return {row[0]: row[1] for row in rows}


def _play(environ: dict[str, str], notes: Path) -> None:
    engine = _prepare(environ)
    dice = random.Random(20270301)

    for _kill in range(KILLS):
        before = len(_left(notes))
        with _worker(environ, notes):
            _wait_until(lambda before=before: len(_left(notes)) >= before + 12, 30)
            time.sleep(dice.uniform(0, 0.2))
    with _worker(environ, notes):
        _wait_until(lambda: set(_states(engine, "state", "core_job")) == {"done"}, 120)

    left = _left(notes)
    mails = _states(engine, "state", "core_outgoing_mail")
    assert _states(engine, "state", "core_job").keys() == {"done"}
    assert set(mails) <= {"sent", "doubtful"}
    assert sum(mails.values()) == MAILS
    assert len(left) == len(set(left)), "somebody was written to twice"
    assert mails["sent"] <= len(left) <= MAILS
    assert _states(engine, "state", "transfer_milestone") == {"open": PEOPLE}
    assert _states(engine, "state", "transfer_reminder") == {"written": MAILS}
    engine.dispose()


def test_embedded_workers_killed_at_random_write_to_nobody_twice(tmp_path):
    _play(_environ(tmp_path / "home"), tmp_path / "sent.txt")


@pytest.mark.engines
def test_the_same_on_postgresql(tmp_path):
    with fresh_postgres_database() as url:
        _play(_environ(tmp_path / "home", DATABASE_URL=url), tmp_path / "sent.txt")
