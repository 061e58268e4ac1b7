"""Workers killed at random: every effect once, in both modes, and a wiped Redis loses nothing."""

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

from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import read_settings
from lms.core.db.engine import db, prepare_engine
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.queue import enqueue_many, set_hint
from tests.support.databases import emptied_redis, fresh_postgres_database, redis_url
from tests.support.trial_worker import TABLE, create_trial_app

ROOT = Path(__file__).resolve().parents[3]
JOBS = 1000
KILLS = 10

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
def _worker(environ: dict[str, str], role: str = "worker") -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.trial_worker", role],
        cwd=ROOT,
        env=os.environ | environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        _kill(process)


def _kill(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _prepare(environ: dict[str, str]):
    settings = read_settings(environ)
    settings.home.mkdir(exist_ok=True)
    upgrade_schema(settings.database_url)
    engine = create_engine(settings.database_url)
    prepare_engine(engine)
    with engine.begin() as connection:
        connection.execute(text(TABLE))
    return settings, engine


def _enqueue(settings) -> None:
    app = create_trial_app(settings)
    create_celery(app)
    with app.app_context(), unit_of_work() as session:
        items = [(f"effect:{n}", {"word": str(n)}) for n in range(JOBS)]
        enqueue_many(session, "trial.effect", items, batch="trial")
    with app.app_context():
        db.engine.dispose()
    set_hint(None)


def _effects(engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM trial_effect")).scalar_one()


def _wait_for(engine, wanted: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    while (found := _effects(engine)) < wanted and time.monotonic() < until:
        time.sleep(0.2)
    return found


def _assert_each_once(engine) -> None:
    with engine.connect() as connection:
        words = connection.execute(text("SELECT word FROM trial_effect")).scalars().all()
        states = dict(
            connection.execute(
                text(
                    "SELECT state, count(*) FROM core_job WHERE kind = 'trial.effect' GROUP BY state"
                )
            ).all()
        )
    assert sorted(map(int, words)) == list(range(JOBS))
    assert states == {"done": JOBS}


def test_embedded_worker_killed_ten_times_does_each_job_once(tmp_path):
    environ = _environ(tmp_path / "home")
    settings, engine = _prepare(environ)
    _enqueue(settings)
    dice = random.Random(20270301)

    for kill in range(KILLS):
        with _worker(environ) as process:
            before = _effects(engine)
            _wait_for(engine, before + 40, 20)
            time.sleep(dice.uniform(0, 0.3))
            _kill(process)
        assert _effects(engine) > 0, kill
    with _worker(environ):
        _wait_for(engine, JOBS, 60)
        time.sleep(1)

    _assert_each_once(engine)
    engine.dispose()


@pytest.mark.engines
def test_redis_workers_killed_and_redis_wiped_twice_do_each_job_once(tmp_path):
    dice = random.Random(20270301)
    with emptied_redis() as server, fresh_postgres_database() as url:
        environ = _environ(tmp_path / "home", DATABASE_URL=url, REDIS_URL=redis_url())
        settings, engine = _prepare(environ)
        _enqueue(settings)

        for kill in range(4):
            with _worker(environ) as process:
                _wait_for(engine, _effects(engine) + 60, 20)
                time.sleep(dice.uniform(0, 0.3))
                if kill in (1, 2):
                    server.flushdb()
                _kill(process)
        # What Redis forgot is found by the sweep, which beat sends once a minute; here at once.
        with _worker(environ):
            until = time.monotonic() + 90
            while _effects(engine) < JOBS and time.monotonic() < until:
                _sweep(settings)
                _wait_for(engine, JOBS, 5)
            time.sleep(1)

        _assert_each_once(engine)
        engine.dispose()


def _sweep(settings) -> None:
    app = create_trial_app(settings)
    celery = create_celery(app)
    celery.tasks["core.sweep"].apply()
    with app.app_context():
        db.engine.dispose()
    set_hint(None)
