"""Writes where a person sees it that a certificate could not be drawn."""

from uuid import UUID

from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate
from certificates.issuing.rules.failure import failure_words
from certificates.issuing.rules.states import CertificateState
from lms.audit.api import record_change
from lms.core.access import SYSTEM


def mark_failed(session: Session, certificate_id: UUID, *, queue_round: int, reason: str) -> None:
    """Mark a queued certificate failed with its reason in words; its folio stays with it."""
    certificate = session.get(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )
    if (
        certificate is None
        or certificate.state is not CertificateState.QUEUED
        or certificate.round != queue_round
    ):
        return
    certificate.state = CertificateState.FAILED
    certificate.state_reason = failure_words(reason)
    record_change(
        session,
        SYSTEM,
        action="issuing.fail_certificate",
        object_kind="certificate",
        object_id=certificate.id,
        before={"state": CertificateState.QUEUED},
        after={"state": CertificateState.FAILED},
        reason=certificate.state_reason,
    )
