"""The demonstration after some months, for the tests that walk through all of it."""

import shutil
import sqlite3

import pytest

from lms.core.db.engine import db
from tests.support.lived_in import live_in


@pytest.fixture
def lived_in(demonstration, settings, home):
    """The application with something in every table; on SQLite a copy made once is reused."""
    if settings.is_sqlite and (home / "lived_in.db").exists():
        _lay_out(demonstration, home)
        return demonstration
    live_in(demonstration)
    if settings.is_sqlite:
        with demonstration.app_context():
            db.session.remove()
            db.engine.dispose()
        source, target = sqlite3.connect(home / "lms.db"), sqlite3.connect(home / "lived_in.db")
        source.backup(target)
        source.close()
        target.close()
    return demonstration


@pytest.fixture
def lay_out_afresh(lived_in, settings, home):
    """Put everything back as it was; PostgreSQL keeps what was done to it."""

    def put_back():
        if settings.is_sqlite:
            _lay_out(lived_in, home)

    return put_back


def _lay_out(app, home):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    for ending in ("-wal", "-shm"):
        (home / f"lms.db{ending}").unlink(missing_ok=True)
    shutil.copy(home / "lived_in.db", home / "lms.db")
