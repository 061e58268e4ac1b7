"""Serves an application as production does, in a process of its own, and asks what a page costs.

The figures of the decisions come from pages behind a real server, hello too: there a request is
read from a socket, handed to a thread and written back, for both alike.
"""

import http.client
import multiprocessing
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lms.bootstrap.processes import Server
from tests.support.run_everything import free_port, wait_for_port

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

RUNS = 5
REQUESTS = 200
WARM_UP = 20
CPU = "/cpu-of-this-process"


class Served:
    """An application behind gunicorn: one process, four threads."""

    def __init__(self, port: int) -> None:
        self._port = port

    def cpu_per_request(self, address: str, cookie: str = "") -> float:
        """Return CPU milliseconds a request: the median of RUNS runs of REQUESTS requests."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {"Accept-Encoding": "br", "Cookie": cookie}
        for _request in range(WARM_UP):
            _get(connection, address, headers)
        runs = []
        for _run in range(RUNS):
            begun = float(_get(connection, CPU, headers))
            for _request in range(REQUESTS):
                _get(connection, address, headers)
            runs.append((float(_get(connection, CPU, headers)) - begun) / REQUESTS * 1000)
        connection.close()
        return statistics.median(runs)


@contextmanager
def served(load: Callable[[], "WSGIApplication"]) -> Iterator[Served]:
    """Serve what `load` builds until the block ends; `load` runs in the serving process."""
    port = free_port()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(load, port))
    process.start()
    try:
        wait_for_port(port)
        yield Served(port)
    finally:
        process.terminate()
        process.join(20)


def _serve(load: Callable[[], "WSGIApplication"], port: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    Server(lambda: _telling_cpu(load()), bind=f"127.0.0.1:{port}", workers=1).run()


def _telling_cpu(app: "WSGIApplication") -> "WSGIApplication":
    """Let one address answer what this process has used; reading it from outside is too coarse."""

    def answer(environ: "WSGIEnvironment", start: "StartResponse"):
        if environ["PATH_INFO"] != CPU:
            return app(environ, start)
        body = str(time.process_time()).encode()
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    return answer


def _get(connection: http.client.HTTPConnection, address: str, headers: dict[str, str]) -> bytes:
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (address, answer.status)
    return body
