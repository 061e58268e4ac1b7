"""Prints what the decisions ask to be measured: statements, CPU and bytes, beside their targets.

Everything runs on a database of its own, with the demonstration loaded. CPU is user and system time
of the process, the median of five runs. Nothing here is asserted: the counts are
asserted by the tests, and times belong to the machine.
"""

import re
import statistics
import sys
import tempfile
import time
import uuid
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from sqlalchemy import event, select

from assessments.transfer.rules.states import Audience
from certificates.documents.api import render_certificate
from lms.accounts.demo import PASSWORD
from lms.accounts.models import User
from lms.bootstrap.app import create_app
from lms.bootstrap.demonstration import load_demonstration
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import Settings, read_settings
from lms.core import clock
from lms.core.db.engine import db
from tests.bench.served import served
from tests.bench.start import seconds_to_first_page
from tests.certificates.documents.samples import certificate
from tests.factories import transfer
from tests.factories.quizzes import make_quiz, make_seat
from tests.support.doors import walk
from tests.support.page_inspector import InspectingClient
from tests.support.phone import Phone
from tests.support.sign_in import sign_in
from tests.support.statements import counted_statements

OK = 200
UUID = r"[0-9a-f-]{36}"
PAGES = (
    ("learner home", r"/mi-formacion", 10, 8),
    ("course page", rf"/mi-formacion/{UUID}", 8, 6),
    ("lesson", rf"/mi-formacion/{UUID}/lecciones/{UUID}", 8, 6),
    ("quiz start", rf"/mi-formacion/{UUID}/cuestionarios/{UUID}", 8, 8),
    ("applied task", rf"/mi-formacion/{UUID}/tareas/{UUID}", 8, 8),
    ("plan", rf"/mi-formacion/{UUID}/plan", 8, 8),
)


PATTERNS = [(name, pattern) for name, pattern, _must, _aim in PAGES]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="gestores-bench-") as folder:
        app = make_app(Path(folder))
        print(f"{'figure':<44}{'measured':>14}{'must':>12}{'aim':>10}")
        measure_pages(app)
        measure_sign_in(app)
        measure_search(app)
        # The people of the factories learn in the year of the tests.
        with clock.frozen_at(datetime(2027, 3, 1, 14, tzinfo=UTC)):
            measure_autosave(app)
            measure_cold(app)
        measure_certificate()
    with tempfile.TemporaryDirectory(prefix="gestores-bench-") as folder:
        row("lms run to first page, s", f"{seconds_to_first_page(Path(folder)):.1f}", 5, "")


def row(name: str, measured: object, must: object, aim: object) -> None:
    """Print one figure beside its target."""
    print(f"{name:<44}{measured!s:>14}{must!s:>12}{aim!s:>10}", flush=True)


def make_app(home: Path) -> Flask:
    """Return the application with the demonstration on an embedded database."""
    settings = read_settings(
        {
            "LMS_ENV": "test",
            "LMS_HOME": str(home),
            "SECRET_KEY": "k" * 64,
            "PASSWORD_SALT": "s" * 64,
            "TOTP_SECRET": "t" * 64,
        }
    )
    upgrade_schema(settings.database_url)
    app = create_app(settings)
    load_demonstration(app)
    return app


def hello_app() -> Flask:
    """Return the smallest Flask application, to compare with."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def measure_pages(app: Flask) -> None:
    """Measure the learner's pages: statements, bytes on the wire, CPU against hello."""
    client = app.test_client()
    sign_in(client, person_named(app, "participante"))
    addresses = walk(client, app)[0]
    with app.app_context():
        engine = db.engine
    found = {}
    for name, pattern, must, aim in PAGES:
        address = next(
            a for a, code in addresses.items() if code == OK and re.fullmatch(pattern, a)
        )
        client.get(address).close()
        with counted_statements(engine) as statements:
            client.get(address).close()
        row(f"{name}, statements", len(statements), must, aim)
        wire = client.get(address, headers={"Accept-Encoding": "br"})
        row(f"{name}, HTML warm KB", f"{len(wire.data) / 1024:.1f}", 15, 10)
        found[name] = address
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    engine.dispose()
    measure_cpu(app.extensions["gestores_settings"], found, f"{cookie.key}={cookie.value}")


def measure_cpu(settings: Settings, addresses: dict[str, str], cookie: str) -> None:
    """Measure what pages cost behind the server of production, against hello behind the same."""
    with served(hello_app) as server:
        hello = server.cpu_per_request("/")
    row("bare Flask hello, served, CPU ms", f"{hello:.2f}", "", "")
    with served(lambda: create_app(settings)) as server:
        for name, address in addresses.items():
            ratio = server.cpu_per_request(address, cookie) / hello
            must, aim = ("45 x", "25 x") if name == "course page" else ("", "")
            row(f"{name}, CPU against hello", f"{ratio:.0f} x", must, aim)


def measure_sign_in(app: Flask) -> None:
    """Measure the CPU of one sign-in with a password."""
    runs = []
    for _run in range(10):
        client = InspectingClient(app)
        client.get("/entrar").close()
        begun = time.process_time()
        answer = client.post("/entrar", data={"identity": "participante", "password": PASSWORD})
        runs.append((time.process_time() - begun) * 1000)
        assert answer.status_code in (302, 303), answer.status_code
        answer.close()
    row("sign-in, CPU ms", f"{statistics.median(runs):.0f}", 40, 28)


def measure_cold(app: Flask) -> None:
    """Measure what comes over the wire for somebody who opens a page the first time."""
    public = Phone(app.test_client()).cold("/inicio")[1]
    row("public page cold, everything KB", f"{public / 1024:.1f}", 60, 40)
    client = sign_in(app.test_client(), person_named(app, "participante"))
    lessons = [a for a in walk(client, app)[0] if re.fullmatch(dict(PATTERNS)["lesson"], a)]
    heaviest = max(Phone(client).cold(address)[1] for address in lessons)
    row(
        f"heaviest of {len(lessons)} lessons, cold with figures KB",
        f"{heaviest / 1024:.1f}",
        60,
        40,
    )
    whole = Phone(app.test_client()).cold(f"/s/{supervisors_token(app)}")[1]
    row("supervisor's page, everything KB", f"{whole / 1024:.1f}", 30, 15)


def supervisors_token(app: Flask) -> str:
    """Return what opens the questions of a milestone for a superior."""
    with app.app_context():
        session = db.session()
        learner = transfer.make_learner(session)
        transfer.send(session, learner)
        milestone_id = transfer.make_open_milestone(session, learner)
        token = transfer.token_for(session, milestone_id, Audience.SUPERVISOR)
        db.session.remove()
    return token


def measure_autosave(app: Flask) -> None:
    """Measure what keeping one answer asks of the database."""
    with app.app_context():
        session = db.session()
        quiz = make_quiz(session)
        seat = make_seat(session, quiz)
        session.commit()
        db.session.remove()
        engine = db.engine
    client = sign_in(InspectingClient(app), seat.person_id)
    question = client.post(seat.url).headers["Location"]
    html = client.get(question).get_data(as_text=True)
    address = re.search(r'data-url="([^"]+)"', html)
    assert address is not None
    commits: list[object] = []

    def note(connection: object) -> None:
        commits.append(connection)

    for sequence in (1, 2):
        message = {
            "question": str(quiz.questions[0]),
            "sequence": sequence,
            "given_at": clock.now().isoformat(),
            "fields": {"r": ["2"]},
            "flag": False,
        }
        commits.clear()
        event.listen(engine, "commit", note)
        with counted_statements(engine) as statements:
            assert client.post(address[1], json=message).status_code == OK
        event.remove(engine, "commit", note)
    row("autosave, commits", len(commits), 1, 1)
    row("autosave, statements", len(statements), 5, 4)


def measure_search(app: Flask) -> None:
    """Measure a search in the library."""
    client = app.test_client()
    address = "/biblioteca?q=unidad+municipal+de+gestores+y+cooperación"
    client.get(address).close()
    runs = []
    for _run in range(20):
        begun = time.perf_counter()
        client.get(address).close()
        runs.append((time.perf_counter() - begun) * 1000)
    row("library search, page ms", f"{statistics.median(runs):.0f}", 100, "")


def measure_certificate() -> None:
    """Measure the CPU of drawing one certificate, warm; each bears another name, as in a batch."""
    render_certificate(certificate())
    runs = []
    for run in range(20):
        document = replace(certificate(), person_name=f"Persona Ficticia Número {run}")
        begun = time.process_time()
        render_certificate(document)
        runs.append((time.process_time() - begun) * 1000)
    row("certificate drawn (2 pages), CPU ms", f"{statistics.median(runs):.0f}", 30, 15)


def person_named(app: Flask, username: str) -> uuid.UUID:
    """Return the person of a demonstration sign-in."""
    with app.app_context():
        found = db.session.scalars(select(User.person_id).where(User.username == username)).one()
        db.session.remove()
    return found


if __name__ == "__main__":
    sys.exit(main())
