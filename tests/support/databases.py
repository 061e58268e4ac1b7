"""Where tests find PostgreSQL and Redis, and databases of their own."""

import fcntl
import hashlib
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import redis


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
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
