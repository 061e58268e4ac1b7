"""Workers killed at random while they draw: 200 certificates, 200 folios without a gap, 200 PDFs."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from certificates.issuing.services.propose_batch import propose_batch
from lms.bootstrap.app import create_app
from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import read_settings
from lms.core.db.engine import db, prepare_engine
from lms.core.db.unit_of_work import unit_of_work
from lms.core.jobs.queue import set_hint
from tests.factories.issuing import PLACE, actor_of, make_school
from tests.support.databases import emptied_redis, fresh_postgres_database, redis_url

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = 200
KILLS = 5

pytestmark = [pytest.mark.slow, pytest.mark.real_clock, pytest.mark.timeout(400)]


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
def _worker(environ: dict[str, str]) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.drawing_worker"],
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
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _prepare(environ: dict[str, str], people: int = PEOPLE):
    """Return the settings and an engine, with everybody approved in one batch."""
    settings = read_settings(environ)
    settings.home.mkdir(exist_ok=True)
    upgrade_schema(settings.database_url)
    app = create_app(settings)
    create_celery(app)
    with app.app_context():
        school = make_school(db.session(), people=people, rows_without_second_person=10_000)
        with unit_of_work() as session:
            propose_batch(
                session,
                actor_of(school.coordinator),
                school.edition.id,
                [one.award_id for one in school.passed],
                place=PLACE,
            )
        db.session.remove()
        db.engine.dispose()
    set_hint(None)
    engine = create_engine(settings.database_url)
    prepare_engine(engine)
    return settings, engine


def _open_jobs(engine) -> int:
    with engine.connect() as connection:
        return connection.execute(
            text("SELECT count(*) FROM core_job WHERE state IN ('ready', 'leased')")
        ).scalar_one()


def _issued(engine) -> int:
    with engine.connect() as connection:
        return connection.execute(
            text("SELECT count(*) FROM issuing_certificate WHERE state = 'issued'")
        ).scalar_one()


def _wait_until_all_is_done(
    engine, seconds: float, sweep: Callable[[], None] | None = None
) -> None:
    until = time.monotonic() + seconds
    while _open_jobs(engine) and time.monotonic() < until:
        if sweep:
            sweep()
        time.sleep(1 if sweep else 0.1)


def _wait_for(engine, wanted: int, seconds: float) -> int:
    until = time.monotonic() + seconds
    while (found := _issued(engine)) < wanted and time.monotonic() < until:
        time.sleep(0.1)
    return found


def _assert_whole(settings, engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT c.code, c.state, c.pdf_sha256, f.number, f.annulled_at "
                "FROM issuing_certificate c JOIN issuing_folio f ON f.certificate_id = c.id"
            )
        ).all()
        told = connection.execute(
            text("SELECT count(*) FROM core_event WHERE name = 'CertificateIssued'")
        ).scalar_one()
        files = connection.execute(
            text("SELECT count(*) FROM core_stored_file WHERE name LIKE 'certificado-%'")
        ).scalar_one()
        unfinished = connection.execute(
            text(
                "SELECT count(*) FROM core_job "
                "WHERE kind IN ('issuing.draw_certificate', 'core.deliver_event') "
                "AND state != 'done'"
            )
        ).scalar_one()
        notices = connection.execute(text("SELECT count(*) FROM messages_notice")).scalar_one()
    assert {row.state for row in rows} == {"issued"}
    assert sorted(row.number for row in rows) == list(range(1, PEOPLE + 1))
    assert len({row.code for row in rows}) == PEOPLE
    assert (told, files, notices, unfinished) == (PEOPLE, PEOPLE, PEOPLE, 0)
    for row in rows:
        path = settings.home / "files" / row.pdf_sha256[:2] / row.pdf_sha256
        content = path.read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == row.pdf_sha256


def _kill_at_random(environ, engine, sweep: Callable[[], None] | None = None) -> None:
    dice = random.Random(20270301)
    for kill in range(KILLS):
        if sweep:
            sweep()
        with _worker(environ) as process:
            _wait_for(engine, _issued(engine) + 12, 30)
            time.sleep(dice.uniform(0, 0.2))
            _kill(process)
        assert _issued(engine) < PEOPLE, f"everything was drawn before kill {kill}"


def test_embedded_worker_killed_while_it_draws_loses_and_doubles_nothing(tmp_path):
    environ = _environ(tmp_path / "home")
    settings, engine = _prepare(environ)

    _kill_at_random(environ, engine)
    with _worker(environ):
        _wait_until_all_is_done(engine, 120)

    _assert_whole(settings, engine)
    engine.dispose()


@pytest.mark.engines
def test_workers_on_postgresql_and_redis_killed_while_they_draw_lose_nothing(tmp_path):
    with emptied_redis(), fresh_postgres_database() as url:
        environ = _environ(tmp_path / "home", DATABASE_URL=url, REDIS_URL=redis_url())
        settings, engine = _prepare(environ)

        def sweep() -> None:
            # Sent again at once, as beat does each minute.
            _sweep(settings)

        _kill_at_random(environ, engine, sweep)
        with _worker(environ):
            _wait_until_all_is_done(engine, 150, sweep)

        _assert_whole(settings, engine)
        engine.dispose()


def _sweep(settings) -> None:
    app = create_app(settings)
    celery = create_celery(app)
    celery.tasks["core.sweep"].apply()
    with app.app_context():
        db.engine.dispose()
    set_hint(None)
