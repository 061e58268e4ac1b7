"""Whether the product says that it lives and can work, to whom, and what is in its way."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from lms.bootstrap import command_line
from lms.core import clock
from lms.core.jobs.queue import enqueue
from lms.operations import health


@pytest.fixture
def an_old_job(session):
    enqueue(session, "core.forget_done_jobs", run_at=clock.now() - timedelta(minutes=6))
    session.commit()


@pytest.fixture
def no_room(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=1024))


@pytest.fixture
def no_database(monkeypatch):
    def refuse(*_args, **_options):
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(health, "text", refuse)


def _ready(client, **headers):
    answer = client.get("/salud/lista", headers=headers)
    return answer.status_code, answer.json


def test_a_sound_school_is_ready(client, session):
    status, said = _ready(client)

    assert (status, said["state"]) == (200, "ready")
    assert {name: check["good"] for name, check in said["checks"].items()} == {
        "database": True,
        "jobs": True,
        "disk": True,
        "clock": True,
    }


@pytest.mark.parametrize(
    ("trouble", "check"),
    [("an_old_job", "jobs"), ("no_room", "disk"), ("no_database", "database")],
)
def test_what_is_wrong_is_named_and_the_status_says_it(client, session, request, trouble, check):
    request.getfixturevalue(trouble)

    status, said = _ready(client)

    assert (status, said["state"]) == (503, "not ready")
    assert said["checks"][check]["good"] is False


def test_a_clock_before_the_product_is_wrong(client, session):
    with clock.frozen_at(clock.now().replace(year=2019)):
        status, said = _ready(client)

    assert status == 503
    assert said["checks"]["clock"]["good"] is False


def test_it_lives_although_it_cannot_work(client, no_database):
    assert client.get("/salud").status_code == 200


def test_details_and_figures_are_for_this_machine(client, session):
    outside = {"environ_base": {"REMOTE_ADDR": "203.0.113.9"}}

    assert "checks" not in client.get("/salud/lista", **outside).json
    assert client.get("/metricas", **outside).status_code == 404
    # Behind a proxy everybody comes from this machine.
    assert client.get("/metricas", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    assert "checks" not in _ready(client, **{"X-Forwarded-For": "203.0.113.9"})[1]


def test_figures_tell_jobs_by_state_and_no_address(client, session, an_old_job):
    client.get("/verificar/UNCODIGO")

    text = client.get("/metricas").get_data(as_text=True)

    assert 'lms_jobs{state="ready"} 1.0' in text
    assert "UNCODIGO" not in text


@pytest.mark.parametrize("trouble", [None, "an_old_job"])
def test_the_doctor_says_a_line_for_each(app, session, settings, monkeypatch, request, trouble):
    if trouble:
        request.getfixturevalue(trouble)
    session.commit()
    monkeypatch.setattr(command_line, "read_settings", lambda: settings)
    monkeypatch.setattr(command_line, "create_app", lambda _settings: app)

    told = CliRunner().invoke(command_line.lms, ["doctor"])

    lines = told.output.splitlines()
    assert [line[6:].split(":")[0] for line in lines] == [
        "base de datos",
        "trabajos",
        "disco",
        "reloj",
    ]
    assert [line[:4] for line in lines] == ["bien", "MAL " if trouble else "bien", "bien", "bien"]
    assert told.exit_code == (1 if trouble else 0)
