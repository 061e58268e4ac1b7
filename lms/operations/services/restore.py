"""Brings a backup into an empty place, on either database, and compares the counts."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Date,
    Enum,
    LargeBinary,
    Table,
    Uuid,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.orm import Session

from lms.core.db.base import Base
from lms.core.db.types import UtcDateTime
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _

BATCH = 500


def restore_backup(session: Session, files: Path, source: Path) -> dict[str, int]:
    """Load a backup and return the number of rows by table; all or nothing of the database.

    Raises DomainError when the place is not empty, the file is no backup, its version is not
    this program's, or the counts differ afterwards.
    """
    try:
        archive = zipfile.ZipFile(source)
        facts = json.loads(archive.read("backup.json"))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DomainError(_("Ese archivo no es una copia de Gestores.")) from error
    with archive:
        _refuse_unfit(session, facts)
        try:
            counts = _load_tables(session, archive)
            if counts != {name: facts["counts"].get(name, 0) for name in counts}:
                raise DomainError(_("La copia está incompleta: no se recuperó nada."))
            _load_files(archive, files)
            session.commit()
        except BaseException:
            session.rollback()
            raise
    return counts


def _refuse_unfit(session: Session, facts: dict[str, Any]) -> None:
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    if facts["revision"] != revision:
        raise DomainError(
            _(
                "La copia es de la versión %(old)s y este programa es de la %(new)s. "
                "Recupérela con el programa de su versión y después actualice.",
                old=facts["revision"],
                new=revision,
            )
        )
    present = set(inspect(session.connection()).get_table_names())
    for table in Base.metadata.sorted_tables:
        if table.name in present and session.scalar(select(func.count()).select_from(table)):
            raise DomainError(
                _("La base de datos no está vacía. Recupere la copia en un lugar nuevo.")
            )


def _load_tables(session: Session, archive: zipfile.ZipFile) -> dict[str, int]:
    if session.get_bind().dialect.name == "postgresql":
        # Rows of one table may point to each other in any order.
        session.execute(text("SET CONSTRAINTS ALL DEFERRED"))
        session.execute(text("SET session_replication_role = replica"))
    else:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
    counts = {
        table.name: _load_table(session, archive, table) for table in Base.metadata.sorted_tables
    }
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET session_replication_role = DEFAULT"))
    return counts


def _load_table(session: Session, archive: zipfile.ZipFile, table: Table) -> int:
    readers = {column.name: _reader(column.type) for column in table.columns}
    count = 0
    batch: list[dict[str, Any]] = []
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        for line in io.TextIOWrapper(lines, "utf-8"):
            row = json.loads(line)
            batch.append({name: readers[name](value) for name, value in row.items()})
            count += 1
            if len(batch) >= BATCH:
                session.execute(insert(table), batch)
                batch = []
    if batch:
        session.execute(insert(table), batch)
    return count


def _reader(kind: Any) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value is None or isinstance(kind, JSON):
            return value
        if isinstance(kind, UtcDateTime):
            return datetime.fromisoformat(value)
        if isinstance(kind, Date):
            return date.fromisoformat(value)
        if isinstance(kind, Uuid):
            return UUID(value)
        if isinstance(kind, Enum) and kind.enum_class is not None:
            return kind.enum_class(value)
        if isinstance(kind, LargeBinary):
            return base64.b64decode(value["base64"])
        return value

    return read


def _load_files(archive: zipfile.ZipFile, files: Path) -> None:
    for name in archive.namelist():
        if not name.startswith("files/") or name.endswith("/"):
            continue
        _first, folder, sha256 = name.split("/")
        if not (folder.isalnum() and sha256.isalnum()):
            raise DomainError(_("La copia trae un archivo con nombre extraño: no se recuperó."))
        target = files / folder / sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(name))
