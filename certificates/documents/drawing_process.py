"""A child process that draws sheets: what it is told on one pipe, PDF bytes on the other.

It is started as `python -m certificates.documents.drawing_process`, by itself and not by
multiprocessing, since the daemonic children of a job queue may not have children of their own.
"""

import json
import struct
import sys
from datetime import date
from typing import IO, Final

from certificates.documents.errors import DrawingError
from certificates.documents.sheets.sheet import Sheet
from certificates.documents.typesetter import typesetter

DRAWN: Final = b"D"
REFUSED: Final = b"R"
_HEAD: Final = struct.Struct(">cI")


def write_frame(pipe: IO[bytes], kind: bytes, content: bytes) -> None:
    """Send one message: its kind (one byte), its length, its bytes."""
    pipe.write(_HEAD.pack(kind, len(content)))
    pipe.write(content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the kind and the bytes of the next message, or None at the end of the pipe."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    content = pipe.read(length)
    return None if len(content) < length else (kind, content)


def encode_sheet(sheet: Sheet) -> bytes:
    """Return the sheet as the child reads it."""
    return json.dumps([sheet.template, sheet.values, sheet.dated.isoformat()]).encode()


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Draw what is asked until the other side closes its end."""
    while (request := read_frame(requests)) is not None:
        template, values, dated = json.loads(request[1])
        try:
            drawn = typesetter.draw(template, values, date.fromisoformat(dated))
        except DrawingError as refusal:
            write_frame(answers, REFUSED, refusal.message.encode())
        else:
            write_frame(answers, DRAWN, drawn)


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
