"""Runs migrations with the application's database and tables."""

from alembic import context
from sqlalchemy import JSON, Connection, create_engine

from lms.bootstrap.settings import read_settings
from lms.bootstrap.tables import METADATA
from lms.core.db.engine import prepare_engine
from lms.core.db.types import UtcDateTime


def is_wanted(_thing, name, kind, _reflected, _compare_to) -> bool:
    """Keep a draft to the tables that were named (lms.bootstrap.new_migration)."""
    wanted = context.config.attributes.get("tables")
    return kind != "table" or not wanted or name in wanted


def render_type(kind, thing, autogen_context) -> str | bool:
    """Write our own column types as what they are in the database."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run(connection: Connection) -> None:
    context.configure(
        include_object=is_wanted,
        render_item=render_type,
        connection=connection,
        target_metadata=METADATA,
        compare_type=True,
        # SQLite cannot alter a column: Alembic copies the table instead.
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(read_settings().database_url)
    prepare_engine(engine)
    with engine.connect() as connection:
        run(connection)
        connection.commit()
    engine.dispose()
