"""Receives what people send: looks at the content, refuses with words, stores the rest."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection
from uuid import UUID

import filetype
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from lms.core import ids
from lms.core.errors import DomainError
from lms.core.files.images import clean_photo
from lms.core.files.models import StoredFile
from lms.core.files.store import file_store
from lms.core.i18n import gettext as _

MEGABYTE = 1024 * 1024
MAX_UPLOAD_BYTES = 12 * MEGABYTE
MAX_UNPACKED_BYTES = 100 * MEGABYTE
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
JPEG = "image/jpeg"
PHOTOS = frozenset({JPEG, "image/png", "image/webp"})
EVIDENCE = frozenset({PDF, DOCX, XLSX, ODT}) | PHOTOS
_PACKED = frozenset({DOCX, XLSX, ODT})


def receive(
    session: Session,
    upload: FileStorage,
    *,
    owner_person_id: UUID | None,
    allowed: Collection[str] = EVIDENCE,
    max_bytes: int = MAX_UPLOAD_BYTES,
) -> StoredFile:
    """Check and store one upload; photographs are re-encoded and lose their place.

    Raises DomainError with a sentence on what to do when it is empty, too large, of another
    type, carries macros, or unpacks to more than 100 MB.
    """
    content = upload.stream.read(max_bytes + 1)
    return receive_bytes(
        session,
        content,
        upload.filename or "",
        owner_person_id=owner_person_id,
        allowed=allowed,
        max_bytes=max_bytes,
    )


def receive_bytes(
    session: Session,
    content: bytes,
    name: str,
    *,
    owner_person_id: UUID | None,
    allowed: Collection[str] = EVIDENCE,
    max_bytes: int = MAX_UPLOAD_BYTES,
) -> StoredFile:
    """Check and store bytes under a sender's name; see `receive`."""
    media_type = check_bytes(content, allowed=allowed, max_bytes=max_bytes)
    if media_type in PHOTOS:
        content, media_type = clean_photo(content), JPEG
    row = StoredFile(
        id=ids.new_id(),
        sha256=file_store().put(content),
        size_bytes=len(content),
        media_type=media_type,
        name=safe_name(name, media_type),
        owner_person_id=owner_person_id,
    )
    session.add(row)
    return row


def check_bytes(
    content: bytes, *, allowed: Collection[str] = EVIDENCE, max_bytes: int = MAX_UPLOAD_BYTES
) -> str:
    """Return the media type of what may be read, without storing it; refuses as `receive`."""
    _refuse_size(content, max_bytes)
    media_type = sniff(content)
    if media_type is None or media_type not in allowed:
        raise DomainError(
            _("Ese tipo de archivo no se acepta. Envíe PDF, Word (.docx) o una foto JPG o PNG."),
            code="file_type",
        )
    if media_type in _PACKED:
        _refuse_hostile_package(content)
    return media_type


def sniff(content: bytes) -> str | None:
    """Return the media type that the content itself shows, or None."""
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    kind = filetype.guess(content)
    if kind is None:
        return None
    if kind.mime == "application/zip":
        return _office_type(content)
    return str(kind.mime)


def safe_name(name: str, media_type: str) -> str:
    """Return a name without folders, control characters or a lying ending, at most 120 letters."""
    endings = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", ODT: ".odt", JPEG: ".jpg"}
    flat = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    flat = "".join(c for c in flat if unicodedata.category(c)[0] != "C")
    stem = re.sub(r"[^\w .()-]", "_", flat.rsplit(".", 1)[0]).strip(" .")[:110]
    return (stem or "archivo") + endings.get(media_type, "")


def _refuse_size(content: bytes, max_bytes: int) -> None:
    if not content:
        raise DomainError(
            _("El archivo está vacío. Elija otra vez el archivo y envíelo."), code="file_empty"
        )
    if len(content) > max_bytes:
        raise DomainError(
            _(
                "El archivo pesa más de %(limit)s MB, que es el límite. "
                "Envíe una foto de la página o divídalo.",
                limit=max_bytes // MEGABYTE,
            ),
            code="file_too_large",
        )


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:  # noqa: PLR2004
                found = package.read("mimetype").decode("ascii", "replace")
                return ODT if found == ODT else None
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return None
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


def _refuse_hostile_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
    except zipfile.BadZipFile as error:
        raise DomainError(
            _("El archivo está dañado. Ábralo, guárdelo de nuevo y envíelo."), code="file_broken"
        ) from error
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise DomainError(
            _("El archivo es demasiado grande por dentro. Guárdelo como PDF y envíelo."),
            code="file_bomb",
        )
    if any("vbaproject" in member.filename.lower() for member in members):
        raise DomainError(
            _("El archivo trae macros y no se acepta. Guárdelo como PDF o como .docx sin macros."),
            code="file_macros",
        )
