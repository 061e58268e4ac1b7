"""Measures a large school: 10,000 people enrolled, its gradebook, the answers for the mayor, a
thousand certificates.

`python -m tests.bench.school sqlite|postgres [people]`. On PostgreSQL the worker runs over Redis with
two processes (TEST_POSTGRES_URL, TEST_REDIS_URL); on SQLite it feeds itself.
"""

import contextlib
import itertools
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from assessments.gradebook.queries.gradebook_table import gradebook_table
from certificates.issuing.models import Certificate
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.propose_batch import propose_batch
from courses.learning.api import edition_card
from courses.learning.models import Enrolment
from lms.bootstrap.app import create_app
from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import Settings, read_settings
from lms.core.access import Role
from lms.core.db.engine import db
from lms.core.db.unit_of_work import unit_of_work
from lms.core.files.spreadsheets import csv_file, xlsx_file
from tests.assessments.gradebook.queries.test_gradebook import crowd
from tests.certificates.reports.queries.test_answers import fill
from tests.factories.issuing import PLACE, actor_of, make_school
from tests.factories.learning import make_edition, make_organization
from tests.support.databases import emptied_redis, fresh_postgres_database, redis_url
from tests.support.page_inspector import InspectingClient
from tests.support.sign_in import make_staff, sign_in
from tests.support.statements import counted_statements

ROOT = Path(__file__).resolve().parents[2]
PEOPLE = 1_000
ROWS = 10_000
LETTERS = "abcdefghij"
REQUESTS = 5
OK = 200
SEE_OTHER = 303
PATIENCE_SECONDS = 600


def main() -> None:
    """Print each figure with what it must be."""
    engine = sys.argv[1] if len(sys.argv) > 1 else "sqlite"
    people = int(sys.argv[2]) if len(sys.argv) > 2 else PEOPLE
    for measure in (measure_enrolment, measure_gradebook, measure_answers):
        with prepared(engine) as (_settings, app):
            measure(app)
    with prepared(engine) as (settings, app):
        measure_certificates(settings, app, people)


@contextmanager
def prepared(engine: str) -> Iterator[tuple[Settings, Flask]]:
    """Give an application on an empty database of its own."""
    with contextlib.ExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="gestores-bench-"))
        more = {}
        if engine == "postgres":
            more["DATABASE_URL"] = stack.enter_context(fresh_postgres_database())
            stack.enter_context(emptied_redis())
            more["REDIS_URL"] = redis_url()
        settings = read_settings(environ(Path(home)) | more)
        upgrade_schema(settings.database_url)
        app = create_app(settings)
        yield settings, app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def environ(home: Path) -> dict[str, str]:
    """Return what a process is started with, whatever the engine."""
    return {
        "LMS_ENV": "test",
        "LMS_HOME": str(home),
        "SECRET_KEY": "k" * 64,
        "PASSWORD_SALT": "s" * 64,
        "TOTP_SECRET": "t" * 64,
    }


def measure_enrolment(app: Flask) -> None:
    """Measure a list of 10,000 people in the browser's steps: uploaded, tried, applied."""
    with app.app_context():
        session = db.session()
        make_organization(session)
        edition = make_edition(session, seats=None)
        desk = sign_in(InspectingClient(app), make_staff(session, Role.COORDINATOR).id)
        desk.inspects = False
        db.session.remove()
        head = ["Carnet", "Nombres", "Primer apellido", "Segundo apellido", "Celular", "Municipio"]
        people = (
            [4_900_000 + n, "Ana María", f"Quispe{LETTERS[n % 10]}", "Mamani", 71234567, "Trinidad"]
            for n in range(ROWS)
        )
        file = xlsx_file(itertools.chain([head], people), title="Lista")
        address = f"/ediciones/{edition.id}/inscribir"
        begun = time.perf_counter()
        answer = desk.post(address, data={"file": (file, "lista.xlsx")})
        read = time.perf_counter()
        assert answer.status_code == SEE_OTHER
        assert desk.get(answer.location).status_code == OK
        tried = time.perf_counter()
        assert desk.post(f"{answer.location}/aplicar").status_code == SEE_OTHER
        done = time.perf_counter()
        count = db.session().scalar(select(func.count()).select_from(Enrolment))
        db.session.remove()
    print(
        f"{count} of {ROWS} rows of XLSX: read {read - begun:.1f} s, tried {tried - read:.1f} s, "
        f"imported and enrolled {done - tried:.1f} s (must 10 on PostgreSQL, 20 on SQLite)",
        flush=True,
    )


def measure_gradebook(app: Flask) -> None:
    """Measure a page of 50 and both files of 5,000 people by 40 activities."""
    with app.app_context():
        session = db.session()
        edition = crowd(session, 5_000, 40)
        desk = sign_in(app.test_client(), make_staff(session, Role.COORDINATOR).id)
        db.session.remove()
        timed(
            "gradebook, page of 50 (must 8 statements)",
            desk,
            f"/ediciones/{edition.id}/calificaciones?pagina=100",
        )
    settings = app.extensions["gestores_settings"]
    for ending in ("csv", "xlsx"):
        # A process of its own: what filled the database has used more than the file ever will.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
            seconds, megabytes = child.submit(
                write_gradebook, settings, edition.id, ending
            ).result()
        print(
            f"gradebook, 200,000 cells as {ending}: {seconds:.1f} s, "
            f"{megabytes:.0f} MB above the application (must 64)",
            flush=True,
        )


def write_gradebook(settings: Settings, edition_id: UUID, ending: str) -> tuple[float, float]:
    """Return the seconds and the megabytes at the peak that writing a file took."""
    app = create_app(settings)
    with app.app_context():
        card = edition_card(db.session(), edition_id)
        begun, before = time.perf_counter(), _peak_megabytes()
        rows = gradebook_table(db.session(), card)
        file = csv_file(rows) if ending == "csv" else xlsx_file(rows, title="Calificaciones")
        file.close()
        found = time.perf_counter() - begun, _peak_megabytes() - before
        db.session.remove()
        db.engine.dispose()
    return found


def measure_answers(app: Flask) -> None:
    """Measure the page for the mayor over a million rows of progress."""
    with app.app_context():
        session = db.session()
        fill(session, 25_000, 40)
        desk = sign_in(app.test_client(), make_staff(session, Role.COORDINATOR).id)
        session.execute(db.text("ANALYZE"))
        session.commit()
        db.session.remove()
        timed(
            "answers over 1,000,000 progress rows (must 1 s on PostgreSQL, 2 s on SQLite)",
            desk,
            "/respuestas",
        )


def timed(name: str, desk, address: str) -> None:
    """Print the statements and the median time of a page."""
    assert desk.get(address).status_code == 200, address
    with counted_statements(db.engine) as statements:
        desk.get(address).close()
    times = []
    for _request in range(REQUESTS):
        begun = time.perf_counter()
        desk.get(address).close()
        times.append(time.perf_counter() - begun)
    print(f"{name}: {len(statements)} statements, {statistics.median(times):.3f} s", flush=True)


def measure_certificates(settings: Settings, app: Flask, people: int) -> None:
    """Measure certificates from the approval to the last one issued, the worker's start included."""
    create_celery(app)
    with app.app_context():
        school = make_school(db.session(), people=people, rows_without_second_person=people + 1)
        begun = time.monotonic()
        with unit_of_work() as session:
            propose_batch(
                session,
                actor_of(school.coordinator),
                school.edition.id,
                [one.award_id for one in school.passed],
                place=PLACE,
            )
        db.session.remove()
        approved = time.monotonic()
        process = _start(settings)
        try:
            while _issued() < people and time.monotonic() - begun < PATIENCE_SECONDS:
                time.sleep(0.2)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        print(
            f"{_issued()} certificates: approved in {approved - begun:.1f} s, "
            f"issued in {time.monotonic() - approved:.1f} s (must 60)",
            flush=True,
        )


def _start(settings: Settings) -> subprocess.Popen:
    more = {"DATABASE_URL": settings.database_url} if not settings.is_sqlite else {}
    more |= {"REDIS_URL": settings.redis_url} if settings.redis_url else {}
    return subprocess.Popen(
        [sys.executable, "-m", "lms.bootstrap.command_line", "worker"],
        cwd=ROOT,
        env=os.environ | environ(settings.home) | more,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _issued() -> int:
    count = db.session().scalar(
        select(func.count())
        .select_from(Certificate)
        .where(Certificate.state == CertificateState.ISSUED)
    )
    db.session.remove()
    return count or 0


def _peak_megabytes() -> float:
    # Not getrusage: its peak is inherited from the process that started this one.
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
