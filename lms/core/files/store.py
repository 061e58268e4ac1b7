"""The port to where bytes lie, and its adapter for a folder."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import current_app


class FileStore(Protocol):
    """Keeps bytes by their SHA-256: the same content is stored once."""

    def put(self, content: bytes) -> str:
        """Store and return the hexadecimal SHA-256."""

    def open(self, sha256: str) -> BinaryIO:
        """Open for reading; raises FileNotFoundError."""

    def path(self, sha256: str) -> Path:
        """Return where the bytes lie on this machine."""


@dataclass(frozen=True, kw_only=True)
class FolderStore:
    """Keeps each content in a file of a folder, two levels deep, durable before it returns."""

    folder: Path

    def put(self, content: bytes) -> str:
        """Store and return the hexadecimal SHA-256; the name appears only when all is written."""
        sha256 = hashlib.sha256(content).hexdigest()
        target = self.path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as draft:
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(target)
        return sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open for reading; raises FileNotFoundError."""
        return self.path(sha256).open("rb")

    def path(self, sha256: str) -> Path:
        """Return where the bytes lie on this machine."""
        if len(sha256) != hashlib.sha256().digest_size * 2 or not sha256.isalnum():
            raise FileNotFoundError(sha256)
        return self.folder / sha256[:2] / sha256


def file_store() -> FileStore:
    """Return the store of the running application."""
    store: FileStore = current_app.extensions["gestores_file_store"]
    return store
