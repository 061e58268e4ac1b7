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
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from certificates.documents.api import render_certificate
from lms.accounts.demo import PASSWORD
from lms.accounts.models import User
from lms.bootstrap.app import create_app
from lms.bootstrap.demonstration import load_demonstration
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import Settings, read_settings
from lms.core.db.engine import db
from tests.bench.served import served
from tests.certificates.documents.samples import certificate
from tests.support.doors import walk
from tests.support.page_inspector import InspectingClient
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


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="gestores-bench-") as folder:
        app = make_app(Path(folder))
        print(f"{'figure':<44}{'measured':>14}{'must':>12}{'aim':>10}")
        measure_pages(app)
        measure_sign_in(app)
        measure_assets(app)
        measure_certificate()


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


def measure_assets(app: Flask) -> None:
    """Measure what a first visit loads beside the page."""
    client = app.test_client()
    html = client.get("/inicio").get_data(as_text=True)
    total = 0
    for link in sorted(set(re.findall(r'(?:href|src)="(/recursos/[^"]+)"', html))):
        total += len(client.get(link, headers={"Accept-Encoding": "br"}).data)
    page = len(client.get("/inicio", headers={"Accept-Encoding": "br"}).data)
    row("public page cold, everything KB", f"{(total + page) / 1024:.1f}", 60, 40)


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
