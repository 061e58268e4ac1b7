"""Puts failed certificates into the queue again, with the words as they are now."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.queries.snapshots import snapshots
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.queue_certificates import (
    enqueue_draws,
    refuse_unprintable,
    search_words,
)
from lms.audit.api import record_changes
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def retry_certificates(
    session: Session,
    actor: Actor,
    batch_id: UUID,
    *,
    place: IssuingPlace,
    only: UUID | None = None,
) -> int:
    """Queue what failed of a batch again; return how many that were.

    The folio that each one took stays with it. The words are read anew, because that is where
    people mend what failed. Raises ConflictError when nothing failed, DomainError when a text
    still cannot be printed.
    """
    query = select(Certificate).where(
        Certificate.batch_id == batch_id, Certificate.state == CertificateState.FAILED
    )
    if only is not None:
        query = query.where(Certificate.id == only)
    failed = session.scalars(query.order_by(Certificate.id).with_for_update()).all()
    if not failed:
        raise ConflictError(_("Ya no hay fallas por reintentar en este lote."))
    _refresh_words(session, failed, place)
    for certificate in failed:
        certificate.state = CertificateState.QUEUED
        certificate.state_reason = None
        certificate.round += 1
    record_changes(
        session,
        actor,
        action="issuing.retry_certificate",
        object_kind="certificate",
        after={one.id: {"state": one.state, "round": one.round} for one in failed},
    )
    enqueue_draws(session, failed)
    return len(failed)


def _refresh_words(session: Session, failed: Sequence[Certificate], place: IssuingPlace) -> None:
    by_award = {certificate.award_id: certificate for certificate in failed}
    for words in snapshots(
        session,
        failed[0].edition_id,
        list(by_award),
        place=place,
        signatories=issuing_rules(session).signatories,
    ):
        refuse_unprintable(words.snapshot)
        certificate = by_award[words.award_id]
        certificate.snapshot = words.snapshot.to_json()
        certificate.search_name = search_words(words.snapshot.person_name)
