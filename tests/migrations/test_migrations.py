"""The migrations bring an empty database to what the models say, on each engine, and back."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from lms.bootstrap.schema import (
    SchemaError,
    alembic_config,
    check_schema,
    current_revision,
    downgrade_schema,
    head,
    plain_engine,
    upgrade_schema,
)
from lms.bootstrap.tables import METADATA
from tests.support.databases import fresh_postgres_database, is_postgres_run


@pytest.fixture
def empty_url(tmp_path):
    if is_postgres_run():
        with fresh_postgres_database() as url:
            yield url.replace("postgresql://", "postgresql+psycopg://")
    else:
        yield f"sqlite:///{tmp_path / 'empty.db'}"


def test_there_is_one_head():
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_migrations_are_numbered_in_their_order():
    script = ScriptDirectory.from_config(alembic_config())
    revisions = [item.revision for item in script.walk_revisions()][::-1]

    assert revisions == sorted(revisions)
    for item in script.walk_revisions():
        assert item.path.rsplit("/", 1)[-1].startswith(f"{item.revision}_")


def test_head_equals_models(empty_url):
    upgrade_schema(empty_url)

    with plain_engine(empty_url) as engine, engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, METADATA)

    assert differences == []


def test_newest_goes_down_and_up_again(empty_url):
    upgrade_schema(empty_url)
    tables_before = _tables(empty_url)

    downgrade_schema(empty_url, "-1")
    upgrade_schema(empty_url)

    assert _tables(empty_url) == tables_before
    assert current_revision(empty_url) == head()


def test_everything_goes_down_to_nothing(empty_url):
    upgrade_schema(empty_url)

    downgrade_schema(empty_url, "base")

    assert _tables(empty_url) <= {"alembic_version"}


def test_audit_lines_can_neither_be_changed_nor_removed(empty_url):
    upgrade_schema(empty_url)
    values = (
        "INSERT INTO audit_line (id, at, actor_label, action, object_kind, object_id, before, after) "
        "VALUES ('11111111111111111111111111111111', '2027-01-01 00:00:00', 'x', 'a', 'k', "
        "'11111111111111111111111111111111', '{}', '{}')"
    )

    with plain_engine(empty_url) as engine:
        with engine.begin() as connection:
            connection.execute(text(values))
        for statement in ("UPDATE audit_line SET action = 'b'", "DELETE FROM audit_line"):
            with pytest.raises(Exception, match="audit"), engine.begin() as connection:
                connection.execute(text(statement))


def test_newer_database_is_refused_in_a_sentence(empty_url):
    upgrade_schema(empty_url)
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(SchemaError, match="más nueva"):
        check_schema(empty_url)
    with pytest.raises(SchemaError, match="más nueva"):
        upgrade_schema(empty_url)


def test_empty_database_is_named_as_such(empty_url):
    with pytest.raises(SchemaError, match="vacía"):
        check_schema(empty_url)


def _tables(url: str) -> set[str]:
    with plain_engine(url) as engine:
        return set(inspect(engine).get_table_names())
