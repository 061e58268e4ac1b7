"""Where tests find PostgreSQL and Redis, and databases of their own."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg


def postgres_url() -> str:
    """Return the address of a server on loopback on which databases may be created."""
    return os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def redis_url() -> str:
    """Return the address of a Redis on loopback that tests may empty (database 15)."""
    return os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")


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
