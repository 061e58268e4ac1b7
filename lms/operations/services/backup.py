"""Writes the whole product to one file: a ZIP of tables as JSON lines, and the stored files."""

import base64
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select, text
from sqlalchemy.orm import Session

from lms.core import clock
from lms.core.db.base import Base

FORMAT = 1


def make_backup(session: Session, files: Path, target: Path) -> dict[str, int]:
    """Write the backup and return the number of rows by table.

    All tables are read in one transaction, so that the copy is of one moment. Files are added
    after the rows: their names are their content, so one too many does no harm and none changes.
    """
    draft = target.with_suffix(target.suffix + ".parcial")
    counts: dict[str, int] = {}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
    revision = session.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in Base.metadata.sorted_tables:
            counts[table.name] = _write_table(session, archive, table)
        for path in sorted(files.glob("??/*")) if files.exists() else []:
            archive.write(path, f"files/{path.parent.name}/{path.name}")
        archive.writestr(
            "backup.json",
            json.dumps(
                {
                    "format": FORMAT,
                    "revision": revision,
                    "made_at": clock.now().isoformat(),
                    "counts": counts,
                }
            ),
        )
    draft.replace(target)
    return counts


def _write_table(session: Session, archive: zipfile.ZipFile, table: Table) -> int:
    count = 0
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as out:
        for row in _rows(session, table):
            out.write(json.dumps(row, default=_plain, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _rows(session: Session, table: Table) -> Iterator[dict[str, Any]]:
    result = session.execute(select(table).execution_options(yield_per=1000))
    for row in result.mappings():
        yield dict(row)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    raise TypeError(f"no JSON form for {type(value).__name__}")
