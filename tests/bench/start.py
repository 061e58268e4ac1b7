"""Measures the start of `lms run`, on data that are there, to the first page."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.support.run_everything import free_port

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
PATIENCE_SECONDS = 180


def seconds_to_first_page(home: Path) -> float:
    """Return the least of three starts in seconds; a first one, not measured, loads the data."""
    return min([_start(home) for _run in range(RUNS + 1)][1:])


def _start(home: Path) -> float:
    port = free_port()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "lms.bootstrap.command_line", "run"],
        cwd=ROOT,
        env=os.environ | {"LMS_HOME": str(home), "PORT": str(port), "LMS_ENV": "demo"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() - begun > PATIENCE_SECONDS:
                raise RuntimeError("lms run brought no page")
            time.sleep(0.05)
        return time.monotonic() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/entrar", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
