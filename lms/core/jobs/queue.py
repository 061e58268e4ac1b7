"""Writes jobs in the caller's transaction and hints the workers after it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from lms.core import clock, ids
from lms.core.db.unit_of_work import after_commit
from lms.core.jobs.models import Job, JobState

Hint = Callable[[list[str]], None]
_hints: list[Hint] = []


def set_hint(hint: Hint | None) -> None:
    """Set what tells the workers of new jobs after commit; None where they poll by themselves."""
    _hints[:] = [hint] if hint else []


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    unique_key: str | None = None,
    batch: str | None = None,
    run_at: datetime | None = None,
) -> UUID:
    """Write one job and return its id; with a unique key, the id of the one that stands already."""
    row = _row(kind, payload, unique_key, batch, run_at)
    _insert(session, [row])
    if unique_key is None:
        found: UUID = row["id"]
    else:
        found = session.execute(select(Job.id).where(Job.unique_key == unique_key)).scalar_one()
    _hint_after_commit(session, [row])
    return found


def enqueue_many(
    session: Session,
    kind: str,
    items: Iterable[tuple[str, Mapping[str, Any]]],
    *,
    batch: str | None,
) -> int:
    """Write a job for each (unique key, payload) of one batch; return how many were asked for.

    batch: None where nobody follows the progress of the whole.
    """
    rows = [_row(kind, payload, key, batch, None) for key, payload in items]
    for start in range(0, len(rows), 500):
        _insert(session, rows[start : start + 500])
    _hint_after_commit(session, rows)
    return len(rows)


def _row(
    kind: str,
    payload: Mapping[str, Any] | None,
    unique_key: str | None,
    batch: str | None,
    run_at: datetime | None,
) -> dict[str, Any]:
    return {
        "id": ids.new_id(),
        "kind": kind,
        "payload": dict(payload or {}),
        "unique_key": unique_key,
        "batch": batch,
        "state": JobState.READY,
        "run_at": run_at or clock.now(),
        "attempts": 0,
        "created_at": clock.now(),
    }


def _insert(session: Session, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Rows beside the statement, not in it: a statement of 500 rows is composed anew each time.
    statement = insert(Job).on_conflict_do_nothing(index_elements=["unique_key"])
    session.execute(statement, rows)


def _hint_after_commit(session: Session, rows: list[dict[str, Any]]) -> None:
    now = clock.now()
    due = [str(row["id"]) for row in rows if row["run_at"] <= now]
    if due and _hints:
        hint = _hints[0]
        after_commit(session, lambda: hint(due))
