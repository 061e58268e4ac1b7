"""The processes of the product: web server, worker, beat, and all of them in one command."""

import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from types import FrameType
from typing import Any

from celery import Celery
from celery.platforms import SecurityWarning
from flask import Flask
from gunicorn.app.base import BaseApplication

from lms.bootstrap.app import create_app
from lms.bootstrap.celery_app import create_celery
from lms.bootstrap.embedded import embed
from lms.bootstrap.schema import check_schema
from lms.bootstrap.settings import Settings

STOP_SECONDS = 20


class PortInUseError(Exception):
    """Another program listens on the port."""


class _Server(BaseApplication):
    """Gunicorn configured from code."""

    def __init__(self, options: dict[str, Any], settings: Settings) -> None:
        self._options = options
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Hand the options over."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application."""
        app = create_app(self._settings)
        create_celery(app)
        return app


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
    check_schema(settings.database_url)
    _Server(
        {
            "bind": bind,
            "workers": 1 if settings.is_sqlite else workers,
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
        },
        settings,
    ).run()


def work(settings: Settings, *, concurrency: int) -> None:
    """Run background jobs until stopped; without Redis the worker feeds itself."""
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


def run_all(settings: Settings) -> int:
    """Run web, background work and schedules in the foreground until Ctrl-C or SIGTERM."""
    commands = [["serve"], ["worker"]] + ([["beat"]] if settings.redis_url else [])
    children = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "lms.bootstrap.command_line", *command],
            # Ctrl-C reaches the whole group; the children get an orderly SIGTERM from us instead.
            start_new_session=True,
        )
        for command in commands
    ]
    asked: list[int] = []

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    # Set explicitly: started in the background of a script, SIGINT would be ignored.
    signal.signal(signal.SIGINT, on_signal)
    signal.signal(signal.SIGTERM, on_signal)
    while not asked and all(child.poll() is None for child in children):
        time.sleep(0.2)
    codes = [_stop(child) for child in children]
    return 0 if asked else max(1, *(abs(code) for code in codes))


def _stop(child: "subprocess.Popen[bytes]") -> int:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)
    try:
        return child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _celery(settings: Settings) -> Celery:
    app = create_app(settings)
    celery = create_celery(app)
    celery.conf["gestores_flask_app"] = app
    return celery
