"""The Flask-SQLAlchemy extension and what each engine needs when it connects and begins."""

from contextvars import ContextVar
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, event

from lms.core.db.base import Base

db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True)

is_reading_only: ContextVar[bool] = ContextVar("is_reading_only", default=False)
"""True inside a GET or HEAD request: SQLite then begins without the write lock."""

_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA cache_size=-16000",
)


def prepare_engine(engine: Engine) -> None:
    """Attach the SQLite rules to an engine; PostgreSQL needs none."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    # The driver must not open transactions by itself: we choose how each begins.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    # A read transaction that turns into a write fails at once under load (the busy timeout does
    # not apply to it), so whatever may write takes the lock from its first statement.
    how = "BEGIN" if is_reading_only.get() else "BEGIN IMMEDIATE"
    connection.exec_driver_sql(how)
