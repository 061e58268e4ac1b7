"""The second person's decision on a proposed batch."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Batch
from certificates.issuing.queries.candidates import candidates
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.eligibility import Position
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.states import BatchState
from certificates.issuing.services.propose_batch import lock_awards, refuse_conflict
from certificates.issuing.services.queue_certificates import queue_certificates
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.i18n import gettext as _


def approve_batch(
    session: Session, actor: Actor, batch_id: UUID, *, place: IssuingPlace, is_stand_in: bool
) -> int:
    """Approve a proposed batch as its second person; return how many certificates are queued.

    Who can no longer be certified is left out. Raises ConflictError when it was decided already
    or nobody is left, DomainError when the actor proposed it, taught, or is in it.
    """
    batch = _lock_proposed(session, batch_id)
    held = _held_awards(session, batch_id)
    lock_awards(session, [award.id for award in held])
    refuse_conflict(
        session,
        actor,
        batch.edition_id,
        [award.person_id for award in held],
        proposer=batch.proposed_by_person_id,
    )
    rules = issuing_rules(session)
    for award in held:
        award.batch_id = None
    session.flush()
    ready = [
        one.award_id
        for one in candidates(
            session,
            batch.edition_id,
            must_be_closed=rules.requires_closed_edition,
            award_ids=[award.id for award in held],
        )
        if one.position is Position.READY and one.award_id is not None
    ]
    if not ready:
        raise ConflictError(
            _("Nadie de la lista se puede certificar ya. Devuélvala y vea los motivos."),
            code="nobody_left",
        )
    _decide(session, actor, batch, BatchState.APPROVED)
    batch.is_by_stand_in = is_stand_in
    batch.size = len(ready)
    queue_certificates(session, actor, batch, ready, place=place, signatories=rules.signatories)
    return len(ready)


def return_batch(session: Session, actor: Actor, batch_id: UUID, *, reason: str) -> None:
    """Give a proposed batch back with a reason: its people can be chosen again."""
    if not reason.strip():
        raise DomainError(_("Escriba por qué se devuelve la lista."), field="reason")
    batch = _lock_proposed(session, batch_id)
    for award in _held_awards(session, batch_id):
        award.batch_id = None
    batch.return_reason = reason.strip()
    _decide(session, actor, batch, BatchState.RETURNED, reason=reason.strip())


def _lock_proposed(session: Session, batch_id: UUID) -> Batch:
    batch = session.get(Batch, batch_id, with_for_update=True, populate_existing=True)
    if batch is None:
        raise NotFoundError(_("No encontramos ese lote."))
    if batch.state is not BatchState.PROPOSED:
        raise ConflictError(
            _("Otra persona ya decidió sobre este lote. No se emitió nada dos veces."),
            code="already_decided",
        )
    return batch


def _held_awards(session: Session, batch_id: UUID) -> list[Award]:
    return list(session.scalars(select(Award).where(Award.batch_id == batch_id).order_by(Award.id)))


def _decide(
    session: Session, actor: Actor, batch: Batch, state: BatchState, *, reason: str | None = None
) -> None:
    record_change(
        session,
        actor,
        action=f"issuing.{'approve' if state is BatchState.APPROVED else 'return'}_batch",
        object_kind="certificate_batch",
        object_id=batch.id,
        before={"state": batch.state},
        after={"state": state},
        reason=reason,
    )
    batch.state = state
    batch.decided_by_person_id = actor.person_id
    batch.decided_at = clock.now()
