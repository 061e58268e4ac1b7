"""Cancels what was not issued; a folio already taken stays on record as annulled."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate, Folio
from certificates.issuing.rules.states import CertificateState
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _


def cancel_batch(session: Session, actor: Actor, batch_id: UUID, *, reason: str) -> int:
    """Cancel what of a batch was not issued yet; return how many certificates that were.

    Raises ConflictError when nothing was left, DomainError without a reason.
    """
    if not reason.strip():
        raise DomainError(_("Escriba por qué se anula."), field="reason")
    waiting = session.scalars(
        select(Certificate)
        .where(
            Certificate.batch_id == batch_id,
            Certificate.state.in_([CertificateState.QUEUED, CertificateState.FAILED]),
        )
        .order_by(Certificate.id)
        .with_for_update()
    ).all()
    if not waiting:
        raise ConflictError(_("Ya no queda nada por anular: todo se emitió o se anuló."))
    for certificate in waiting:
        cancel_certificate(session, actor, certificate, reason=reason.strip())
    return len(waiting)


def cancel_certificate(
    session: Session, actor: Actor, certificate: Certificate, *, reason: str
) -> None:
    """Cancel one queued or failed certificate, which the caller holds locked."""
    before = certificate.state
    certificate.state = CertificateState.CANCELLED
    certificate.state_reason = reason
    certificate.ended_at = clock.now()
    folio = session.scalar(select(Folio).where(Folio.certificate_id == certificate.id))
    if folio is not None:
        folio.annulled_at = clock.now()
        folio.annulled_reason = reason
    record_change(
        session,
        actor,
        action="issuing.cancel_certificate",
        object_kind="certificate",
        object_id=certificate.id,
        before={"state": before},
        after={"state": certificate.state, "annulled_folio": folio.text if folio else None},
        reason=reason,
    )
