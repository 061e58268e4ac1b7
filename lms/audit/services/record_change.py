"""Writes an audit line in the transaction of the change."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from lms.audit.models import AuditLine
from lms.core.access import Actor


def record_change(
    session: Session,
    actor: Actor,
    *,
    action: str,
    object_kind: str,
    object_id: UUID,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write who changed what: only the fields that changed, as plain values, never secrets."""
    session.add(
        AuditLine(
            actor_person_id=actor.person_id,
            actor_user_id=actor.user_id,
            actor_label=actor.label[:200],
            action=action,
            object_kind=object_kind,
            object_id=object_id,
            before=_plain(before),
            after=_plain(after),
            reason=reason,
        )
    )


def record_changes(
    session: Session,
    actor: Actor,
    *,
    action: str,
    object_kind: str,
    after: Mapping[UUID, Mapping[str, Any]],
    reason: str | None = None,
) -> None:
    """Write one line for each of many objects, set by set: what became of each, by its id."""
    if not after:
        return
    session.execute(
        insert(AuditLine),
        [
            {
                "actor_person_id": actor.person_id,
                "actor_user_id": actor.user_id,
                "actor_label": actor.label[:200],
                "action": action,
                "object_kind": object_kind,
                "object_id": object_id,
                "before": {},
                "after": _plain(values),
                "reason": reason,
            }
            for object_id, values in after.items()
        ],
    )


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in (values or {}).items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    return value
