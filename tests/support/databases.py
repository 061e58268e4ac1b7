"""Where tests find PostgreSQL and Redis, and databases of their own."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis
from flask import Flask

from lms.bootstrap.settings import Settings
from lms.core.db.engine import db


def postgres_url() -> str:
    """Return the address of a server on loopback on which databases may be created."""
    return os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def redis_url() -> str:
    """Return the address of a Redis on loopback that tests may empty (database 15)."""
    return os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


@contextmanager
def emptied_redis() -> Iterator[redis.Redis]:
    """Give the tests' Redis database, empty before and after, to one test at a time."""
    url = redis_url()
    name = hashlib.sha256(url.encode()).hexdigest()[:12]
    lock = Path(tempfile.gettempdir()) / f"gestores-test-redis-{os.getuid()}-{name}.lock"
    with lock.open("w") as held, redis.Redis.from_url(url) as server:
        fcntl.flock(held, fcntl.LOCK_EX)
        server.flushdb()
        try:
            yield server
        finally:
            server.flushdb()


def is_postgres_run() -> bool:
    """Tell whether this run of the suite uses PostgreSQL (TEST_DATABASE=postgres)."""
    return os.environ.get("TEST_DATABASE") == "postgres"


@contextmanager
def fresh_postgres_database() -> Iterator[str]:
    """Give the address of a new empty database, dropped at the end."""
    name = f"gestores_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres_url(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    try:
        yield postgres_url().rsplit("/", 1)[0] + "/" + name
    finally:
        with psycopg.connect(postgres_url(), autocommit=True) as server:
            # Its copies bear its name and one more word.
            made = server.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", (name,)
            ).fetchall()
            for (each,) in made:
                server.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')


class DatabaseCopies:
    """Copies of the tests' database under a name, to lay out in its place in a moment.

    A copy of the demonstration takes a tenth of a second, loading it takes ten seconds.
    """

    def __init__(self, settings: Settings, home: Path) -> None:
        self._home = home
        self._is_sqlite = settings.is_sqlite
        self._name = settings.database_url.rsplit("/", 1)[-1]
        self._kept: set[str] = set()

    def has(self, name: str) -> bool:
        """Tell whether a copy of that name was kept in this run."""
        return name in self._kept

    def keep(self, app: Flask, name: str) -> None:
        """Keep the database as it is now."""
        _close_connections(app)
        if self._is_sqlite:
            source = sqlite3.connect(self._home / "lms.db")
            target = sqlite3.connect(self._home / f"{name}.db")
            source.backup(target)
            source.close()
            target.close()
        else:
            self._copy(self._name, f"{self._name}_{name}")
        self._kept.add(name)

    def lay_out(self, app: Flask, name: str) -> None:
        """Put a copy in the place of the database."""
        _close_connections(app)
        if self._is_sqlite:
            for ending in ("-wal", "-shm"):
                (self._home / f"lms.db{ending}").unlink(missing_ok=True)
            shutil.copy(self._home / f"{name}.db", self._home / "lms.db")
        else:
            self._copy(f"{self._name}_{name}", self._name)

    def _copy(self, source: str, target: str) -> None:
        with psycopg.connect(postgres_url(), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def _close_connections(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
