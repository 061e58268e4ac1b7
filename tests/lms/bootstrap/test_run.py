"""`lms run` as a person starts and stops it: a page, an orderly end, one sentence when it cannot."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from lms.bootstrap.failures import refuse_read_only, told_plainly
from tests.lms.bootstrap.test_production import COMPLETE
from tests.support.databases import emptied_redis, fresh_postgres_database, redis_url
from tests.support.run_everything import free_port

ROOT = Path(__file__).resolve().parents[3]

pytestmark = [pytest.mark.real_clock, pytest.mark.timeout(120)]


@pytest.fixture
def environ(tmp_path, migrated) -> dict[str, str]:
    """A production on SQLite with an empty school, on a port of its own."""
    home = tmp_path / "home"
    home.mkdir()
    if migrated is not None:
        shutil.copy(migrated, home / "lms.db")
    return COMPLETE | {
        "PORT": str(free_port()),
        "LMS_HOME": str(home),
        "DATABASE_URL": f"sqlite:///{home / 'lms.db'}",
        "TRUSTED_PROXIES": "1",
    }


@contextmanager
def _started(environ: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "lms.bootstrap.command_line", "run"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=40)


def _wait_until_ready(environ: dict[str, str], process: "subprocess.Popen[str]") -> str:
    """Return what /salud says once everything is there, the worker's heart-beat too."""
    address = f"http://127.0.0.1:{environ['PORT']}/salud"
    said = ""
    for _attempt in range(600):
        assert process.poll() is None, process.stdout and process.stdout.read()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            said = error.read().decode()
        except OSError as error:
            said = str(error)
        time.sleep(0.1)
    raise AssertionError(said)


def _children(pid: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = dict(map(int, line.split()) for line in found.splitlines())
    family = {pid}
    while grown := {child for child, parent in parents.items() if parent in family} - family:
        family |= grown
    return sorted(family - {pid})


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_starts_and_stops_with_one_signal(environ, number):
    with _started(environ) as process:
        _wait_until_ready(environ, process)
        parts = _children(process.pid)
        process.send_signal(number)

        assert process.wait(30) == 0
        said = process.stdout.read().splitlines()
    # Celery says goodbye in its own words where it had come up already.
    logged = [json.loads(line) for line in said if line and "Warm shutdown" not in line]
    assert {line["event"] for line in logged} == {"request"}
    # The web server, its own process, and the worker.
    assert len(parts) >= 3
    assert [pid for pid in parts if _alive(pid)] == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(environ["PORT"]))) != 0


@pytest.mark.engines
def test_everything_starts_and_stops_on_engines(environ):
    with (
        fresh_postgres_database() as database,
        emptied_redis(),
        _started(environ | {"DATABASE_URL": database, "REDIS_URL": redis_url()}) as process,
    ):
        _wait_until_ready(environ, process)
        parts = _children(process.pid)
        process.send_signal(signal.SIGTERM)

        assert process.wait(30) == 0
        assert [pid for pid in parts if _alive(pid)] == []


def test_a_part_that_dies_takes_the_others_along(environ):
    with _started(environ) as process:
        _wait_until_ready(environ, process)
        parts = _children(process.pid)
        os.kill(parts[-1], signal.SIGKILL)
        os.kill(parts[0], signal.SIGKILL)

        assert process.wait(60) != 0
        assert [pid for pid in parts if _alive(pid)] == []


def test_a_used_port_is_one_sentence(environ):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environ["PORT"])))
        other.listen()
        with _started(environ) as process:
            assert process.wait(30) == 2
            said = process.stdout.read()
    port = int(environ["PORT"])
    assert said == (
        f"El puerto {port} está ocupado por otro programa. Elija otro: PORT={port + 1} make run\n"
    )


def test_a_broken_database_is_one_sentence(environ):
    (Path(environ["LMS_HOME"]) / "lms.db").write_bytes(b"This is no database. " * 500)
    with _started(environ) as process:
        assert process.wait(30) == 2
        assert process.stdout.read() == (
            "La base de datos está dañada o no es de este programa: file is not a database. "
            "Traiga una copia a una base nueva: lms restore ARCHIVO\n"
        )


def test_data_that_may_only_be_read_are_one_sentence(environ, settings, monkeypatch, capsys):
    # Asked of the function, because root, who runs these tests here and there, may write anywhere.
    monkeypatch.setattr(os, "access", lambda place, _mode: Path(place).suffix != ".db")
    database = Path(environ["LMS_HOME"]) / "lms.db"
    database.touch()
    mine = replace(settings, home=database.parent, database_url=environ["DATABASE_URL"])

    with pytest.raises(SystemExit) as end, told_plainly():
        refuse_read_only(mine)

    assert end.value.code == 2
    assert capsys.readouterr().err == (
        f"No hay permiso para escribir en {database}. Elija otra carpeta: LMS_HOME\n"
    )
