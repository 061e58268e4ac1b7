"""Measures how long a job waits from the commit that asks for it until a worker begins it.

`python -m tests.bench.jobs`: embedded first, then over Redis (TEST_POSTGRES_URL, TEST_REDIS_URL).
Jobs are asked for one by one at random moments, as people ask for them.
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
from sqlalchemy import text

from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import read_settings
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.queue import enqueue
from tests.support.databases import emptied_redis, fresh_postgres_database, redis_url
from tests.support.trial_worker import TABLE, create_trial_app

ROOT = Path(__file__).resolve().parents[2]
JOBS = 200
WARM_UP = 10
LONGEST_PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 60


def main() -> None:
    """Print both figures with what they must be."""
    measure("embedded", {}, must=300, aim=100)
    with fresh_postgres_database() as database, emptied_redis():
        measure("Redis", {"DATABASE_URL": database, "REDIS_URL": redis_url()}, must=100, aim=20)


def measure(name: str, more: dict[str, str], *, must: int, aim: int) -> None:
    """Print the 95th percentile of the waits, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="gestores-bench-") as home:
        environ = {
            "LMS_ENV": "test",
            "LMS_HOME": home,
            "SECRET_KEY": "k" * 64,
            "PASSWORD_SALT": "s" * 64,
            "TOTP_SECRET": "t" * 64,
        } | more
        settings = read_settings(environ)
        upgrade_schema(settings.database_url)
        app = create_trial_app(settings)
        create_celery(app)
        with app.app_context():
            with unit_of_work() as session:
                session.execute(text(TABLE))
            with _worker(environ):
                waits = _waits(app)
            db.session.remove()
            db.engine.dispose()
    percentile = statistics.quantiles(waits, n=20)[-1]
    print(
        f"job, enqueue to start, {name}: p95 {percentile:.0f} ms of {len(waits)} jobs "
        f"(must {must}, aim {aim})",
        flush=True,
    )


def _waits(app: Flask) -> list[float]:
    dice = random.Random(20270301)
    asked: dict[str, float] = {}
    for number in range(WARM_UP + JOBS):
        with unit_of_work() as session:
            enqueue(session, "trial.effect", {"word": str(number)})
        asked[str(number)] = time.time()
        if number < WARM_UP:
            _wait_for(number + 1)
        time.sleep(dice.uniform(0, LONGEST_PAUSE_SECONDS))
    begun = _wait_for(WARM_UP + JOBS)
    # A worker may begin before this process has come back from its commit.
    return [max(0.0, begun[word] - at) * 1000 for word, at in asked.items() if int(word) >= WARM_UP]


def _wait_for(wanted: int) -> dict[str, float]:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        rows = db.session.execute(text("SELECT word, at FROM trial_effect")).all()
        db.session.remove()
        if len(rows) >= wanted:
            return {row.word: float(row.at) for row in rows}
        time.sleep(0.1)
    raise TimeoutError(f"{len(rows)} of {wanted} jobs began")


@contextmanager
def _worker(environ: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.trial_worker", "worker"],
        cwd=ROOT,
        env=os.environ | environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    main()
