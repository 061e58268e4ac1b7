"""Fixtures for every test: a migrated database, an application, people who sign in."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from lms.bootstrap.app import create_app
from lms.bootstrap.demonstration import load_demonstration
from lms.bootstrap.schema import upgrade_schema
from lms.bootstrap.settings import Environment, Settings, read_settings
from lms.core import clock
from lms.core.db.engine import db
from lms.core.web.limits import limiter
from tests.support.databases import DatabaseCopies, fresh_postgres_database, is_postgres_run
from tests.support.page_inspector import InspectingClient

DATABASE_FIXTURES = {"settings", "empty_url", "empty_session"}
"""What a test asks for, or what it asks for asks for, when it needs the database of the run."""


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """A folder for embedded data, one for each worker of the run."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def settings(home) -> Iterator[Settings]:
    environ = {
        "LMS_ENV": "test",
        "LMS_HOME": str(home),
        "SECRET_KEY": "k" * 64,
        "PASSWORD_SALT": "s" * 64,
        "TOTP_SECRET": "t" * 64,
        "PUBLIC_URL": "http://localhost:5000",
    }
    if is_postgres_run():
        with fresh_postgres_database() as url:
            yield read_settings(environ | {"DATABASE_URL": url})
    else:
        yield read_settings(environ)


@pytest.fixture(scope="session")
def migrated(settings, home) -> Path | None:
    """The schema, brought up once; for SQLite also a clean copy to start each test from."""
    upgrade_schema(settings.database_url)
    if not settings.is_sqlite:
        return None
    template = home / "template.db"
    shutil.copy(home / "lms.db", template)
    return template


@pytest.fixture(scope="session")
def built_app(settings, migrated) -> Flask:
    app = create_app(settings)
    app.test_client_class = InspectingClient
    return app


@pytest.fixture(autouse=True)
def _frozen_clock(request) -> Iterator[None]:
    """Hold the clock at a Monday morning in La Paz, unless a test asks for the real one."""
    if request.node.get_closest_marker("real_clock"):
        yield
        return
    with clock.frozen_at(datetime(2027, 3, 1, 14, 0, tzinfo=UTC)):
        yield


@pytest.fixture
def app(built_app, settings, migrated, home) -> Iterator[Flask]:
    """The application on an empty database."""
    touched: set[str] = set()
    with built_app.app_context():
        engine = db.engine
    if settings.is_sqlite:
        engine.dispose()
        for ending in ("-wal", "-shm"):
            (home / f"lms.db{ending}").unlink(missing_ok=True)
        shutil.copy(migrated, home / "lms.db")
    else:
        event.listen(engine, "before_cursor_execute", _note_inserts(touched), named=False)
    yield built_app
    with built_app.app_context():
        db.session.remove()
        if touched:
            with engine.begin() as connection:
                connection.execute(text("SET session_replication_role = replica"))
                for table in touched:
                    connection.execute(text(f'DELETE FROM "{table}"'))
                connection.execute(text("SET session_replication_role = DEFAULT"))


def _note_inserts(touched: set[str]):
    def note(_conn, _cursor, statement, _params, _context, _many) -> None:
        if statement[:12].upper() == "INSERT INTO ":
            touched.add(statement[12:].split(None, 1)[0].strip('"('))

    return note


@pytest.fixture
def app_context(app) -> Iterator[Flask]:
    with app.app_context():
        yield app


@pytest.fixture
def session(app_context) -> Session:
    """The session of the test; commit in it, or open a unit_of_work."""
    return db.session()


@pytest.fixture
def client(app):
    """Somebody who has not signed in; every page is inspected."""
    return app.test_client()


def pytest_configure(config):
    config.addinivalue_line("markers", "real_clock: lets the clock run")
    os.environ.setdefault("TZ", "UTC")


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, leave out what asks no database: it would do the same again."""
    if not is_postgres_run():
        return
    asking = [
        item
        for item in items
        if DATABASE_FIXTURES & set(item.fixturenames) or item.get_closest_marker("engines")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


@pytest.fixture
def limited(app, settings):
    """The application as it runs for people: with limits."""
    real = create_app(replace(settings, env=Environment.DEMO))
    real.test_client_class = InspectingClient
    yield real
    limiter.reset()
    limiter.enabled = False
    with real.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def copies(settings, home) -> DatabaseCopies:
    """Copies of the database that tests of this run share."""
    return DatabaseCopies(settings, home)


@pytest.fixture
def demonstration(app, settings, copies) -> Iterator[Flask]:
    """The application with the demonstration, loaded once for the run."""
    if not settings.is_sqlite and not copies.has("empty"):
        copies.keep(app, "empty")
    if copies.has("demonstration"):
        copies.lay_out(app, "demonstration")
    else:
        load_demonstration(app)
        copies.keep(app, "demonstration")
    yield app
    if not settings.is_sqlite:
        # Other tests find PostgreSQL empty: they delete only what they saw being inserted.
        copies.lay_out(app, "empty")
