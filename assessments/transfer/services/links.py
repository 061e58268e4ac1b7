"""Makes, finds, revokes and renews personal links."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import Link
from assessments.transfer.rules.states import Audience
from assessments.transfer.signing import hash_of, token_of
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor

_SEED_LETTERS = 22
"""132 bits: beyond guessing, and short enough to be copied into a message."""


def milestone_link(
    session: Session,
    *,
    milestone_id: UUID,
    audience: Audience,
    supervisor_id: UUID | None,
    expires_at: datetime,
) -> Link:
    """Return the live link of a milestone for somebody, made now where there is none."""
    found = live_links(session, [milestone_id]).get((milestone_id, audience))
    return found or new_link(
        session,
        milestone_id=milestone_id,
        audience=audience,
        supervisor_id=supervisor_id,
        expires_at=expires_at,
    )


def live_links(
    session: Session, milestone_ids: Collection[UUID]
) -> dict[tuple[UUID | None, Audience], Link]:
    """Return the links of milestones that were not revoked, by milestone and audience."""
    rows = session.scalars(
        select(Link).where(Link.milestone_id.in_(milestone_ids), Link.revoked_at.is_(None))
    )
    return {(row.milestone_id, row.audience): row for row in rows}


def plan_link(
    session: Session, *, plan_id: UUID, supervisor_id: UUID, expires_at: datetime
) -> Link:
    """Return a new link by which a superior says whether they agree with a plan.

    The ones before die: they show what the plan said earlier.
    """
    for old in session.scalars(
        select(Link).where(Link.plan_id == plan_id, Link.revoked_at.is_(None))
    ):
        old.revoked_at = clock.now()
        old.revoke_reason = "sent_again"
    return new_link(
        session,
        plan_id=plan_id,
        audience=Audience.SUPERVISOR,
        supervisor_id=supervisor_id,
        expires_at=expires_at,
    )


def new_link(
    session: Session,
    *,
    audience: Audience,
    supervisor_id: UUID | None,
    expires_at: datetime,
    milestone_id: UUID | None = None,
    plan_id: UUID | None = None,
) -> Link:
    """Return a link made now, of a milestone or of a plan."""
    seed = ids.new_token()[:_SEED_LETTERS]
    row = Link(
        id=ids.new_id(),
        milestone_id=milestone_id,
        plan_id=plan_id,
        audience=audience,
        supervisor_id=supervisor_id,
        seed=seed,
        token_hash=hash_of(token_of(seed)),
        paper_code=ids.new_code(8),
        expires_at=expires_at,
    )
    session.add(row)
    return row


def revoke_link(session: Session, actor: Actor, link: Link, *, reason: str) -> None:
    """End a link; again changes nothing."""
    if link.revoked_at is not None:
        return
    link.revoked_at = clock.now()
    link.revoke_reason = reason[:200]
    record_change(
        session,
        actor,
        action="transfer.revoke_link",
        object_kind="link",
        object_id=link.id,
        after={"revoked_at": link.revoked_at},
        reason=reason,
    )
