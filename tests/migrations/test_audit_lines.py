"""Both databases refuse to change or remove an audit line."""

import os
import shutil

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from lms.bootstrap.schema import (
    plain_engine,
    upgrade_schema,
)
from tests.support.databases import fresh_postgres_database

_INSERT = (
    "INSERT INTO audit_line (id, at, actor_label, action, object_kind, object_id, before, after) "
    "VALUES ('{id}', '2027-01-01 00:00:00+00:00', 'a', 'b', 'c', '{id}', '{{}}', '{{}}')"
).format(id="0" * 32)


def _engines():
    yield pytest.param("sqlite", id="sqlite")
    has_server = os.environ.get("TEST_POSTGRES_URL") or shutil.which("psql")
    if has_server:
        yield pytest.param("postgres", id="postgres", marks=pytest.mark.engines)


@pytest.fixture(params=_engines())
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/schema.db"
        return
    with fresh_postgres_database() as address:
        yield address.replace("postgresql://", "postgresql+psycopg://")


@pytest.mark.parametrize("change", ["UPDATE audit_line SET action = 'x'", "DELETE FROM audit_line"])
def test_the_database_refuses_to_change_an_audit_line(url, change):
    upgrade_schema(url)

    with plain_engine(url) as engine:
        with engine.begin() as connection:
            connection.execute(text(_INSERT))
        with (
            pytest.raises(DBAPIError, match="never changed or removed"),
            engine.begin() as connection,
        ):
            connection.execute(text(change))
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT action FROM audit_line")) == "b"
