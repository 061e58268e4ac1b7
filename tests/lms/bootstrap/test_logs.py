"""What stands in the logs: ids and places in the code, never what people typed."""

import io
import json
import sys

import pytest
from sqlalchemy.exc import SQLAlchemyError

from lms.bootstrap.logs import set_up_logs
from lms.core.web.guards import public
from tests.support.sign_in import make_person

SECRETS = ("4912345", "Wara Choque", "wara@ejemplo.bo", "7K4M-2QX9", "papa lluvia camino")


@pytest.fixture
def lines(limited, settings, monkeypatch):
    """Return the lines written since the last time, each as its fields."""
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logs(limited.extensions["gestores_settings"])

    def read():
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        written.truncate(0)
        written.seek(0)
        return found

    yield read
    monkeypatch.undo()
    set_up_logs(settings)


def test_a_request_is_one_line_without_what_was_typed(limited, lines):
    client = limited.test_client()
    lines()

    client.post(
        "/entrar?next=4912345",
        data={"identity": "wara@ejemplo.bo", "password": "papa lluvia camino"},
    )
    client.post("/entrar/codigo", data={"document": "4912345", "code": "7K4M-2QX9"})
    client.get("/entrar/clave/7K4M-2QX9")
    client.get("/verificar/7K4M-2QX9")
    client.get("/s/7K4M-2QX9")

    written = lines()
    assert [line["route"] for line in written if line["event"] == "request"] == [
        "/entrar",
        "/entrar/codigo",
        "/entrar/clave/<token>",
        "/verificar/<code>",
        "/s/<token>",
    ]
    assert all(line["request_id"] for line in written)
    assert not any(secret in json.dumps(written) for secret in SECRETS)


def test_a_failure_names_places_in_the_code_and_no_values(limited, lines):
    @public
    def fails():
        raise ValueError("4912345 Wara Choque")

    limited.view_functions["public_site.privacy"] = fails
    lines()
    client = limited.test_client()

    assert client.get("/privacidad").status_code == 500

    failure = next(line for line in lines() if line["event"] == "unexpected_failure")
    assert failure["error"] == "ValueError"
    assert any("test_logs.py" in place for place in failure["where"])
    assert not any(secret in json.dumps(failure) for secret in SECRETS)


def test_the_database_quotes_nothing_of_people(session):
    make_person(session, document_number="4912345", given_names="Wara Choque")

    with pytest.raises(SQLAlchemyError) as failure:
        make_person(session, document_number="4912345", given_names="Wara Choque")

    session.rollback()
    assert "4912345" not in str(failure.value).replace(str(failure.value.orig), "")
    assert "Wara Choque" not in str(failure.value)
