"""Brings a database to the newest schema and says in a sentence what is wrong with one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text

from lms.core.db.engine import prepare_engine

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_LOCK = 7_201_418


class SchemaError(Exception):
    """The database does not fit this program; the sentence says what to do."""


def alembic_config() -> Config:
    """Return Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def head() -> str:
    """Return the newest revision that this program knows."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


@contextmanager
def plain_engine(url: str) -> Iterator[Engine]:
    """Give an engine outside the application, closed at the end."""
    engine = create_engine(url)
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def current_revision(url: str) -> str | None:
    """Return the revision that a database stands at; None for an empty one."""
    with plain_engine(url) as engine, engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_schema(url: str) -> None:
    """Raise SchemaError unless the database is exactly at this program's revision."""
    revision = current_revision(url)
    if revision == head():
        return
    if revision is None:
        raise SchemaError("La base de datos está vacía. Ejecute «lms db upgrade».")
    _refuse_newer(revision)
    raise SchemaError("La base de datos es de una versión anterior. Ejecute «lms db upgrade».")


def upgrade_schema(url: str, revision: str = "head") -> None:
    """Bring a database to a revision; two processes at once do it once."""
    stands_at = current_revision(url)
    if stands_at is not None:
        _refuse_newer(stands_at)
    with plain_engine(url) as engine, engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
            connection.commit()
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()


def downgrade_schema(url: str, revision: str) -> None:
    """Take a database back to an older revision."""
    with plain_engine(url) as engine, engine.connect() as connection:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
        connection.commit()


def _refuse_newer(revision: str) -> None:
    script = ScriptDirectory.from_config(alembic_config())
    known = {item.revision for item in script.walk_revisions()}
    if revision not in known:
        raise SchemaError(
            f"La base de datos es de una versión más nueva ({revision}) que este programa "
            f"({head()}). Instale la versión nueva o recupere una copia anterior."
        )
