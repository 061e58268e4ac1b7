"""A backup is one file; a restore into an empty place brings every row and file back."""

import sqlite3
import zipfile

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.bootstrap.schema import plain_engine, upgrade_schema
from lms.core.db.base import Base
from lms.core.db.unit_of_work import unit_of_work
from lms.core.errors import DomainError
from lms.core.files.store import file_store
from lms.core.jobs.queue import enqueue
from lms.operations.services.backup import make_backup
from lms.operations.services.restore import restore_backup
from tests.support.databases import fresh_postgres_database, is_postgres_run


@pytest.fixture
def empty_session(tmp_path):
    if is_postgres_run():
        with fresh_postgres_database() as url:
            yield from _session(url.replace("postgresql://", "postgresql+psycopg://"))
    else:
        yield from _session(f"sqlite:///{tmp_path / 'other.db'}")


def _session(url):
    upgrade_schema(url)
    with plain_engine(url) as engine, Session(engine) as session:
        yield session


@pytest.mark.slow
def test_demonstration_comes_back_whole(demonstration, settings, tmp_path, empty_session):
    with demonstration.app_context():
        sha256 = file_store().put(b"%PDF-1.7 a stored file")
        with unit_of_work() as session:
            enqueue(session, "core.forget_done_jobs", {"ñ": [1, None, {"a": True}]})
        with unit_of_work() as session:
            counts = make_backup(session, settings.home / "files", tmp_path / "copy.zip")

    restored = restore_backup(empty_session, tmp_path / "files", tmp_path / "copy.zip")

    assert restored == counts
    assert sum(counts.values()) > 50
    for table in Base.metadata.sorted_tables:
        found = empty_session.scalar(select(func.count()).select_from(table))
        assert found == counts[table.name], table.name
    assert (tmp_path / "files" / sha256[:2] / sha256).read_bytes() == b"%PDF-1.7 a stored file"


def test_place_in_use_is_refused(app_context, settings, tmp_path):
    with unit_of_work() as session:
        enqueue(session, "core.forget_done_jobs")
    with unit_of_work() as session:
        make_backup(session, settings.home / "files", tmp_path / "copy.zip")

    with pytest.raises(DomainError, match="no está vacía"), unit_of_work() as session:
        restore_backup(session, tmp_path / "files", tmp_path / "copy.zip")


def test_backup_with_missing_rows_restores_nothing(app_context, settings, tmp_path, empty_session):
    with unit_of_work() as session:
        enqueue(session, "core.forget_done_jobs")
    with unit_of_work() as session:
        make_backup(session, settings.home / "files", tmp_path / "copy.zip")
    with (
        zipfile.ZipFile(tmp_path / "copy.zip") as whole,
        zipfile.ZipFile(tmp_path / "cut.zip", "w") as cut,
    ):
        for name in whole.namelist():
            cut.writestr(name, b"" if name.endswith("core_job.jsonl") else whole.read(name))

    with pytest.raises(DomainError, match="incompleta"):
        restore_backup(empty_session, tmp_path / "files", tmp_path / "cut.zip")


def test_any_other_file_is_refused(tmp_path, empty_session):
    sqlite3.connect(tmp_path / "x.zip").execute("CREATE TABLE a (b)")

    with pytest.raises(DomainError, match="no es una copia"):
        restore_backup(empty_session, tmp_path / "files", tmp_path / "x.zip")
