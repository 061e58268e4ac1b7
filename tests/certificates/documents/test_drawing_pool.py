"""Drawing in a child process: within the deadline, warm, and never at the cost of the caller."""

import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from certificates.documents.api import (
    DrawingError,
    DrawingTimeoutError,
    render_certificate,
    render_with_deadline,
)
from certificates.documents.drawing_pool import DrawingPool, drawing_pool
from certificates.documents.rendering import sheet_of
from tests.certificates.documents.samples import CERTIFICATE, certificate

COMMAND = (sys.executable, "-m", "certificates.documents.drawing_process")
PROJECT = Path(__file__).parents[3]
SECONDS = 30


@pytest.fixture
def pool():
    pool = DrawingPool(COMMAND, most_idle=1)
    yield pool
    pool.close()


def idle_processes(pool: DrawingPool) -> list[subprocess.Popen[bytes]]:
    return [child._process for child in pool._idle]


def test_gives_the_same_bytes_as_drawing_here():
    assert render_with_deadline(CERTIFICATE, SECONDS) == render_certificate(CERTIFICATE)


def test_the_second_document_is_drawn_by_the_same_warm_child(pool):
    pool.draw(sheet_of(CERTIFICATE), SECONDS)
    first = [process.pid for process in idle_processes(pool)]

    pool.draw(sheet_of(certificate(person_name="Otra")), SECONDS)

    assert [process.pid for process in idle_processes(pool)] == first


def test_past_the_deadline_the_child_is_ended_and_the_caller_told():
    pool = DrawingPool((sys.executable, "-c", "import time; time.sleep(60)"), most_idle=1)
    started = time.monotonic()

    with pytest.raises(DrawingTimeoutError, match=r"0\.3 segundos"):
        pool.draw(sheet_of(CERTIFICATE), 0.3)

    assert time.monotonic() - started < 10
    assert idle_processes(pool) == []


def test_a_child_that_dies_is_an_error_and_the_next_call_works(pool):
    pool.draw(sheet_of(CERTIFICATE), SECONDS)
    [process] = idle_processes(pool)
    process.kill()
    process.wait()

    assert pool.draw(sheet_of(CERTIFICATE), SECONDS).startswith(b"%PDF")


def test_a_child_that_dies_while_drawing_is_told_as_such():
    pool = DrawingPool((sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)"), most_idle=1)

    with pytest.raises(DrawingError, match="sin responder"):
        pool.draw(sheet_of(CERTIFICATE), SECONDS)

    pool.close()


def test_a_refusal_of_the_typesetter_reaches_the_caller_and_the_child_stays(pool):
    sheet = sheet_of(CERTIFICATE)
    broken = type(sheet)(template="certificate", values={}, dated=sheet.dated)

    with pytest.raises(DrawingError, match="does not contain key"):
        pool.draw(broken, SECONDS)

    assert pool.draw(sheet, SECONDS).startswith(b"%PDF")


def test_many_threads_get_each_their_own_document():
    names = [f"Persona {letter}" for letter in "ABCDEF"]

    with ThreadPoolExecutor(3) as threads:
        drawn = list(
            threads.map(
                lambda name: render_with_deadline(certificate(person_name=name), SECONDS), names
            )
        )

    assert drawn == [render_certificate(certificate(person_name=name)) for name in names]


def test_threads_take_turns_at_the_compiler_of_the_process():
    names = [f"Persona {number}" for number in range(8)]

    with ThreadPoolExecutor(4) as threads:
        drawn = list(
            threads.map(lambda name: render_certificate(certificate(person_name=name)), names)
        )

    assert len(set(drawn)) == 8


def test_a_process_forked_after_drawing_still_draws():
    script = textwrap.dedent("""
        import os, signal, sys
        from datetime import date
        from certificates.documents.api import (
            DeliveryList, Issuer, render_delivery_list, render_with_deadline
        )
        document = DeliveryList(
            issuer=Issuer(name="Escuela", unit="", city="La Paz"),
            course_title="Bases",
            edition="edición 1",
            rows=(),
            issued_on=date(2026, 8, 31),
        )
        expected = render_delivery_list(document)
        render_with_deadline(document, 30)
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            os._exit(0 if render_delivery_list(document) == expected else 3)
        status = os.waitpid(child, 0)[1]
        same = render_with_deadline(document, 30) == expected
        sys.exit(os.waitstatus_to_exitcode(status) or (0 if same else 4))
    """)

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, timeout=60, check=False, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_closing_ends_the_idle_children():
    render_with_deadline(CERTIFICATE, SECONDS)
    processes = idle_processes(drawing_pool)

    drawing_pool.close()

    assert processes
    assert all(process.poll() is not None for process in processes)
