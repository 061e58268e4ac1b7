"""Grants and withdraws evidence: the ledger grows, nothing leaves it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from assessments.competencies.models import Evidence
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class EvidenceSource:
    """What was seen: kind and id of the object, its version, the part of it, its title."""

    kind: str
    id: UUID
    version: int = 1
    part: str = ""
    title: str = ""


def grant_evidence(
    session: Session,
    actor: Actor,
    *,
    person_id: UUID,
    competency_id: UUID,
    level: int,
    edition_id: UUID | None,
    source: EvidenceSource,
) -> UUID:
    """Write that a person showed a level on something; return the id of the row.

    The same grant again changes nothing; another level on the same thing withdraws the first one.
    """
    live = session.scalar(
        select(Evidence).where(
            *_of(source.kind, source.id, source.version),
            Evidence.source_part == source.part,
            Evidence.competency_id == competency_id,
            Evidence.withdrawn_at.is_(None),
        )
    )
    if live is not None and live.level == level:
        return live.id
    if live is not None:
        _withdraw(session, actor, live, reason=_("Se otorgó otro nivel sobre el mismo trabajo."))
        # The index admits one live row: the old one has to leave before the new one comes.
        session.flush()
    row = Evidence(
        id=ids.new_id(),
        person_id=person_id,
        competency_id=competency_id,
        level=level,
        granted_by_person_id=actor.person_id,
        granted_at=clock.now(),
        edition_id=edition_id,
        source_kind=source.kind,
        source_id=source.id,
        source_version=source.version,
        source_part=source.part,
        source_title=source.title[:200],
    )
    session.add(row)
    record_change(
        session,
        actor,
        action="competencies.grant_evidence",
        object_kind="evidence",
        object_id=row.id,
        after={"person_id": person_id, "competency_id": competency_id, "level": level},
    )
    return row.id


def withdraw_evidence(
    session: Session,
    actor: Actor,
    *,
    source_kind: str,
    source_id: UUID,
    source_version: int | None = None,
    reason: str,
) -> int:
    """Take back what was granted on an object, by rectification; return how many rows.

    Without a version: on all of them. Raises DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Escriba el motivo de la rectificación."), field="reason")
    rows = session.scalars(
        select(Evidence)
        .where(*_of(source_kind, source_id, source_version), Evidence.withdrawn_at.is_(None))
        .order_by(Evidence.id)
    ).all()
    for row in rows:
        _withdraw(session, actor, row, reason=reason)
    # A grant that follows asks the database what is still live.
    session.flush()
    return len(rows)


def _of(kind: str, source_id: UUID, version: int | None) -> list[ColumnElement[bool]]:
    conditions = [Evidence.source_kind == kind, Evidence.source_id == source_id]
    if version is not None:
        conditions.append(Evidence.source_version == version)
    return conditions


def _withdraw(session: Session, actor: Actor, row: Evidence, *, reason: str) -> None:
    row.withdrawn_at = clock.now()
    row.withdrawn_by_person_id = actor.person_id
    row.withdrawal_reason = reason.strip()
    record_change(
        session,
        actor,
        action="competencies.withdraw_evidence",
        object_kind="evidence",
        object_id=row.id,
        before={"level": row.level},
        after={"withdrawn_at": row.withdrawn_at},
        reason=reason.strip(),
    )
