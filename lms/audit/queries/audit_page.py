"""Reads audit lines for the administrator's page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.audit.models import AuditLine
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One line as shown: newest first."""

    id: UUID
    at: datetime
    actor_label: str
    action: str
    object_kind: str
    object_id: UUID
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str | None


def audit_page(
    session: Session, *, number: int, action: str = "", object_id: UUID | None = None
) -> Page[AuditRow]:
    """Return a page of lines, narrowed to an action's beginning or to one object."""
    where = []
    if action:
        where.append(AuditLine.action.startswith(action, autoescape=True))
    if object_id is not None:
        where.append(AuditLine.object_id == object_id)
    total = session.scalar(select(func.count()).select_from(AuditLine).where(*where)) or 0
    lines = session.scalars(
        select(AuditLine)
        .where(*where)
        .order_by(AuditLine.at.desc(), AuditLine.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = [
        AuditRow(
            id=line.id,
            at=line.at,
            actor_label=line.actor_label,
            action=line.action,
            object_kind=line.object_kind,
            object_id=line.object_id,
            before=line.before,
            after=line.after,
            reason=line.reason,
        )
        for line in lines
    ]
    return Page(rows=rows, number=number, total=total)
