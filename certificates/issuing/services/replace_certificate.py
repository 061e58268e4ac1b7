"""Replaces a certificate whose words were corrected; the old one shows the way to the new."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Batch, Certificate
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.states import AwardState, BatchState, CertificateState
from certificates.issuing.services.open_correction import settle_corrections
from certificates.issuing.services.propose_batch import refuse_conflict
from certificates.issuing.services.queue_certificates import queue_certificates
from lms.accounts.api import person_card
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.i18n import gettext as _


def replace_certificate(
    session: Session, actor: Actor, certificate_id: UUID, *, reason: str, place: IssuingPlace
) -> UUID:
    """Mark an issued certificate replaced and queue the new one; return the id of its batch.

    Raises ConflictError when it is not valid any more, DomainError without a reason, without a
    confirmed name, or when the course is no longer passed.
    """
    certificate = session.get(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )
    if certificate is None:
        raise NotFoundError(_("No encontramos ese certificado."))
    if certificate.state is not CertificateState.ISSUED:
        raise ConflictError(_("Solo se reemplaza un certificado emitido."))
    _check(session, actor, certificate, reason)
    certificate.state = CertificateState.REPLACED
    certificate.state_reason = reason.strip()
    certificate.ended_at = clock.now()
    session.flush()
    batch = _batch_of_one(session, actor, certificate.edition_id)
    queue_certificates(
        session,
        actor,
        batch,
        [certificate.award_id],
        place=place,
        signatories=issuing_rules(session).signatories,
        replaces={certificate.award_id: certificate.id},
    )
    settle_corrections(session, actor, certificate.id, outcome=_("Reemplazado"))
    record_change(
        session,
        actor,
        action="issuing.replace_certificate",
        object_kind="certificate",
        object_id=certificate.id,
        before={"state": CertificateState.ISSUED},
        after={"state": certificate.state},
        reason=certificate.state_reason,
    )
    return batch.id


def _check(session: Session, actor: Actor, certificate: Certificate, reason: str) -> None:
    if not reason.strip():
        raise DomainError(
            _("Escriba el motivo, por ejemplo «se corrigió el segundo apellido»."), field="reason"
        )
    if session.get_one(Award, certificate.award_id).state is not AwardState.APPROVED:
        raise DomainError(
            _("La aprobación del curso se retiró: este certificado se revoca, no se reemplaza."),
            code="award_withdrawn",
        )
    if person_card(session, certificate.person_id).name_confirmed_at is None:
        raise DomainError(
            _("Falta confirmar el nombre que se imprimirá. Corríjalo en la ficha de la persona."),
            code="name_not_confirmed",
        )
    refuse_conflict(session, actor, certificate.edition_id, [certificate.person_id])


def _batch_of_one(session: Session, actor: Actor, edition_id: UUID) -> Batch:
    last = session.scalar(select(func.max(Batch.number)).where(Batch.edition_id == edition_id))
    batch = Batch(
        id=ids.new_id(),
        edition_id=edition_id,
        number=(last or 0) + 1,
        size=1,
        needs_second_person=False,
        state=BatchState.APPROVED,
        proposed_by_person_id=actor.person_id,
        decided_by_person_id=actor.person_id,
        decided_at=clock.now(),
    )
    session.add(batch)
    session.flush()
    return batch
