"""Writes an archive while it is being sent: nothing of it stands whole in memory or on disk."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from assessments.assignments.queries.archive import ArchivedSubmission
from assessments.assignments.rules.archive_names import folder_names, safe_part
from lms.core.files.store import FileStore
from lms.core.i18n import gettext as _

_PIECE = 256 * 1024


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One file of the archive: its text, or its bytes in the store."""

    path: str
    at: datetime
    text: str | None = None
    store: FileStore | None = None
    sha256: str = ""

    def open(self) -> BinaryIO:
        """Open for reading; raises FileNotFoundError."""
        if self.text is not None or self.store is None:
            return io.BytesIO((self.text or "").encode())
        return self.store.open(self.sha256)


def archive_entries(rows: list[ArchivedSubmission], store: FileStore) -> list[Entry]:
    """Return the entries: a folder a person, in it a folder a task, in it text and files."""
    names = {row.person_id: row.person for row in rows}
    folders = dict(zip(names, folder_names(names.values()), strict=True))
    entries: list[Entry] = []
    seen: set[str] = set()
    for row in rows:
        folder = f"{folders[row.person_id]}/{safe_part(row.activity_title)}"
        if row.text:
            path = _unused(seen, f"{folder}/{_('texto, entrega')} {row.number}.txt")
            entries.append(Entry(path=path, at=row.sent_at, text=row.text))
        for file in row.files:
            path = _unused(seen, f"{folder}/{safe_part(file.name)}")
            entries.append(Entry(path=path, at=row.sent_at, store=store, sha256=file.sha256))
    return entries


def stream_archive(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Give the bytes of a ZIP piece by piece; a file that is gone leaves a note in its place."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            try:
                source = entry.open()
                name = entry.path
            except FileNotFoundError:
                source = io.BytesIO("El archivo ya no está en el servidor.".encode())
                name = f"{entry.path}.txt"
            info = zipfile.ZipInfo(name, date_time=entry.at.timetuple()[:6])
            info.external_attr = 0o644 << 16
            with source, archive.open(info, "w") as member:
                while piece := source.read(_PIECE):
                    member.write(piece)
                    yield sink.take()
    yield sink.take()


def _unused(seen: set[str], path: str) -> str:
    stem, dot, ending = path.rpartition(".")
    number, found = 1, path
    while found.casefold() in seen:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"
    seen.add(found.casefold())
    return found


class _Sink(io.RawIOBase):
    """What a ZIP is written into: keeps only what was not taken yet, and cannot go back."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # only bytes are written here
        self._pieces.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken
