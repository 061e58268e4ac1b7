"""Warm child processes that draw within a deadline and are ended when they do not."""

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from certificates.documents.drawing_process import (
    DRAWN,
    encode_sheet,
    read_frame,
    write_frame,
)
from certificates.documents.errors import DrawingError, DrawingTimeoutError
from certificates.documents.sheets.sheet import Sheet

_CHILD_MODULE: Final = "certificates.documents.drawing_process"
_PROJECT_FOLDER: Final = Path(__file__).parents[2]
_SHEETS_A_CHILD: Final = 2000


class DrawingPool:
    """Lends one child to each caller; a child that was good goes back and stays warm.

    A child ends by itself when this process ends, since its pipe closes.
    """

    def __init__(self, command: tuple[str, ...], most_idle: int) -> None:
        self._command = command
        self._most_idle = most_idle
        self._idle: list[_Child] = []
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forget_children)

    def draw(self, sheet: Sheet, seconds: float) -> bytes:
        """Return the PDF; raises DrawingTimeoutError past the deadline, DrawingError if refused."""
        child = self._take_child()
        try:
            drawn = child.draw(sheet, seconds)
        except DrawingError:
            self._give_back(child)
            raise
        except BaseException:
            child.end()
            raise
        self._give_back(child)
        return drawn

    def close(self) -> None:
        """End the idle children."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def _take_child(self) -> "_Child":
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.is_alive():
                    return child
                child.end()
        return _Child(self._command)

    def _give_back(self, child: "_Child") -> None:
        with self._lock:
            if len(self._idle) < self._most_idle and child.sheets_drawn < _SHEETS_A_CHILD:
                self._idle.append(child)
                return
        child.end()

    def _forget_children(self) -> None:
        """Leave the children with the parent: on one pipe two processes would mix their papers."""
        self._lock = threading.Lock()
        idle, self._idle = self._idle, []
        for child in idle:
            child.let_go()


class _Child:
    """One process that draws one sheet at a time."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no outside words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": _search_path()},
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise DrawingError("el proceso de dibujo no abrió sus canales")
        self._requests = self._process.stdin
        self._answers = self._process.stdout
        self.sheets_drawn = 0

    def draw(self, sheet: Sheet, seconds: float) -> bytes:
        self.sheets_drawn += 1
        # To end the child closes its pipes, which wakes the read below: no other watch is needed.
        alarm = _Alarm(seconds, self._process.kill)
        try:
            write_frame(self._requests, b"S", encode_sheet(sheet))
            answer = read_frame(self._answers)
        except OSError:
            answer = None
        finally:
            has_rung = alarm.stop()
        if has_rung:
            raise DrawingTimeoutError(seconds)
        if answer is None:
            self.end()
            raise DrawingError("el proceso de dibujo terminó sin responder")
        kind, content = answer
        if kind != DRAWN:
            raise DrawingError(content.decode())
        return content

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._close_pipes()

    def let_go(self) -> None:
        # Told as ended, so that this copy of it neither waits for nor warns of another's child.
        self._process.returncode = 0
        self._close_pipes()

    def _close_pipes(self) -> None:
        for pipe in (self._requests, self._answers):
            try:
                pipe.close()
            except OSError:
                continue


class _Alarm:
    """Calls once after the seconds, unless stopped before; knows which of both it was."""

    def __init__(self, seconds: float, call: Callable[[], None]) -> None:
        self._has_rung = False
        self._lock = threading.Lock()
        self._is_stopped = False
        self._call = call
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> bool:
        self._timer.cancel()
        with self._lock:
            self._is_stopped = True
            return self._has_rung

    def _ring(self) -> None:
        with self._lock:
            if self._is_stopped:
                return
            self._has_rung = True
            self._call()


def _search_path() -> str:
    return os.pathsep.join([str(_PROJECT_FOLDER), *filter(None, sys.path)])


drawing_pool: Final = DrawingPool((sys.executable, "-m", _CHILD_MODULE), most_idle=2)
atexit.register(drawing_pool.close)
