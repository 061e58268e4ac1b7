"""The demonstration, loaded once for the tests that walk through all of it."""

import shutil

import pytest

from lms.bootstrap.demonstration import load_demonstration
from lms.core.db.engine import db


@pytest.fixture
def demonstration(app, settings, home, tmp_path_factory):
    """The application with the demonstration; on SQLite a copy made once is reused."""
    copy = home / "demonstration.db"
    if settings.is_sqlite and copy.exists():
        _put_back(app, home)
        return app
    load_demonstration(app)
    if settings.is_sqlite:
        with app.app_context():
            db.session.remove()
            with db.engine.begin() as connection:
                connection.exec_driver_sql("SELECT 1")
            db.engine.dispose()
        import sqlite3

        source = sqlite3.connect(home / "lms.db")
        with sqlite3.connect(copy) as target:
            source.backup(target)
        source.close()
    return app


@pytest.fixture
def lay_out_afresh(demonstration, settings, home):
    """Put the demonstration back as it was; PostgreSQL keeps what was done to it."""

    def put_back():
        if settings.is_sqlite:
            _put_back(demonstration, home)

    return put_back


def _put_back(app, home):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for ending in ("-wal", "-shm"):
        (home / f"lms.db{ending}").unlink(missing_ok=True)
    shutil.copy(home / "demonstration.db", home / "lms.db")
