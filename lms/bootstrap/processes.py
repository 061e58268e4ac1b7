"""The processes of the product: web server, worker, beat, and all of them in one command."""

import multiprocessing
import os
import signal
import socket
import time
import warnings
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import TYPE_CHECKING, Any

from celery import Celery
from celery.platforms import SecurityWarning
from flask import Flask
from gunicorn.app.base import BaseApplication

from lms.bootstrap.app import create_app
from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.embedded import embed
from lms.bootstrap.failures import PortInUseError, refuse_read_only, told_plainly
from lms.bootstrap.schema import check_schema
from lms.bootstrap.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

STOP_SECONDS = 20
WEB_WORKERS = 2
JOBS_AT_ONCE = 2
FORK = multiprocessing.get_context("fork")


class Server(BaseApplication):
    """Gunicorn configured from code; `load` builds what it serves in each of its processes."""

    def __init__(self, load: "Callable[[], WSGIApplication]", *, bind: str, workers: int) -> None:
        self._load = load
        self._options: dict[str, Any] = {
            "bind": bind,
            "workers": workers,
            "threads": 4,
            "worker_class": "gthread",
            "preload_app": False,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "graceful_timeout": STOP_SECONDS,
            "timeout": 120,
            "control_socket_disable": True,
            "worker_tmp_dir": "/dev/shm" if os.path.isdir("/dev/shm") else None,  # noqa: S108, PTH112
        }
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> "WSGIApplication":
        """Build the application."""
        return self._load()


def refuse_used_port(port: int) -> None:
    """Raise PortInUseError when somebody listens on the port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise PortInUseError(
                f"El puerto {port} está ocupado por otro programa. "
                f"Elija otro: PORT={port + 1} make run"
            ) from error


def serve(settings: Settings, *, bind: str, workers: int) -> None:
    """Serve the web until stopped; SQLite gets one process with four threads."""
    refuse_read_only(settings)
    check_schema(settings.database_url)

    def load() -> Flask:
        app = create_app(settings)
        create_celery(app)
        return app

    Server(load, bind=bind, workers=1 if settings.is_sqlite else workers).run()


def work(settings: Settings, *, concurrency: int) -> None:
    """Run background jobs until stopped; without Redis the worker feeds itself."""
    refuse_read_only(settings)
    check_schema(settings.database_url)
    celery = _celery(settings)
    is_embedded = settings.redis_url is None
    if is_embedded:
        embed(celery, celery.conf["gestores_flask_app"])
    # Containers and small servers run everything as one user; jobs carry JSON, never pickles.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    celery.worker_main(
        [
            "--quiet",
            "worker",
            "--hostname=gestores@localhost",
            "--loglevel=WARNING",
            f"--concurrency={concurrency}",
            f"--pool={'threads' if is_embedded else 'prefork'}",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "--queues=gestores",
        ]
    )


def beat(settings: Settings) -> None:
    """Tick the schedules until stopped; only with Redis, the embedded worker ticks by itself."""
    _celery(settings).Beat(loglevel="WARNING", quiet=True, scheduler="celery.beat:Scheduler").run()


def run_all(settings: Settings, prepare: Callable[[], None]) -> int:
    """Prepare the data, then run everything in the foreground until Ctrl-C or SIGTERM.

    Each part is a fork of this process, which has read the whole program by then: reading it again
    in each would take seconds of every start. So nothing here may open a database, start a thread
    or set a page in type before the parts are forked off; `prepare` is a part for that reason too.
    """
    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    # Set explicitly: started in the background of a script, SIGINT would be ignored.
    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    preparing = _fork("prepare", prepare)
    _wait(asked, [preparing])
    code = _stop(preparing)
    if asked or code:
        return 0 if asked else code
    parts = [
        _fork(
            "serve", lambda: serve(settings, bind=f"127.0.0.1:{settings.port}", workers=WEB_WORKERS)
        ),
        _fork("worker", lambda: work(settings, concurrency=JOBS_AT_ONCE)),
    ]
    if settings.redis_url:
        parts.append(_fork("beat", lambda: beat(settings)))
    _wait(asked, parts)
    codes = [_stop(part) for part in parts]
    return 0 if asked else max(1, *(abs(code) for code in codes))


def _fork(name: str, part: Callable[[], None]) -> ForkProcess:
    def run() -> None:
        # Ctrl-C reaches the whole group; the parts get an orderly SIGTERM from us instead.
        os.setsid()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with told_plainly():
            part()

    process = FORK.Process(target=run, name=name)
    process.start()
    return process


def _wait(asked: list[int], parts: list[ForkProcess]) -> None:
    """Wait until somebody asks to stop or one of the parts has ended."""
    while not asked and all(part.is_alive() for part in parts):
        time.sleep(0.1)


def _stop(part: ForkProcess) -> int:
    """End a part in order, by force after STOP_SECONDS; return its exit code."""
    part.terminate()
    part.join(STOP_SECONDS)
    if part.is_alive():
        part.kill()
        part.join()
    return part.exitcode or 0


def _celery(settings: Settings) -> Celery:
    app = create_app(settings)
    celery = create_celery(app)
    celery.conf["gestores_flask_app"] = app
    return celery
