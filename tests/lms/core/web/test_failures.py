"""What people see when the machine under the product fails: where nothing was saved, it says so."""

import errno
import sqlite3

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from lms.bootstrap.failures import NO_ROOM, told_plainly
from tests.support.sign_in import make_person, make_user, sign_in

FULL = [
    OSError(errno.ENOSPC, "No space left on device", "/var/lib/gestores/files"),
    OSError(errno.EDQUOT, "Disk quota exceeded", "/var/lib/gestores/files"),
    OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")),
    OperationalError("INSERT", {}, psycopg.errors.DiskFull("could not extend file")),
]


@pytest.fixture
def saving(session, client, monkeypatch):
    """Send a form whose saving meets an error."""
    person = make_person(session)
    make_user(session, person, username="ana")
    sign_in(client, person.id)

    def send(error):
        def fail(*_args, **_options):
            raise error

        monkeypatch.setattr("lms.accounts.views.account.unit_of_work", fail)
        return client.post("/mi-cuenta/contacto", data={"phone": "71234567", "email": ""})

    return send


@pytest.mark.parametrize("error", FULL, ids=["disk", "quota", "sqlite", "postgres"])
def test_a_full_disk_says_that_nothing_was_saved(saving, error):
    answer = saving(error)

    assert answer.status_code == 507
    assert "No se guardó lo último que envió" in answer.text


def test_a_busy_database_asks_for_patience(saving):
    answer = saving(OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked")))

    assert answer.status_code == 503
    assert "Espere un momento" in answer.text


def test_another_failure_shows_nothing_of_itself(saving):
    answer = saving(ValueError("la clave de Ana"))

    assert answer.status_code == 500
    assert "Ana" not in answer.text.split("<main")[1]


@pytest.mark.parametrize("error", FULL, ids=["disk", "quota", "sqlite", "postgres"])
def test_a_full_disk_ends_a_command_in_one_sentence(error, capsys):
    with pytest.raises(SystemExit), told_plainly():
        raise error

    assert capsys.readouterr().err == f"{NO_ROOM}\n"
