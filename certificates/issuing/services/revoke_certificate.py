"""Takes the validity of an issued certificate, with a reason that anybody may read."""

from uuid import UUID

from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.services.open_correction import settle_corrections
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import CertificateRevoked

_LEAST_LETTERS = 10


def revoke_certificate(
    session: Session, actor: Actor, certificate_id: UUID, *, reason: str
) -> None:
    """Revoke an issued certificate; its folio stays taken and its page says since when and why.

    Raises ConflictError when it is not valid any more, DomainError without a plain reason.
    """
    certificate = session.get(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )
    if certificate is None:
        raise NotFoundError(_("No encontramos ese certificado."))
    if certificate.state is not CertificateState.ISSUED:
        raise ConflictError(_("Solo se revoca un certificado emitido y no reemplazado."))
    if len(reason.strip()) < _LEAST_LETTERS:
        raise DomainError(
            _("Escriba el motivo en una frase: se publica en la verificación."), field="reason"
        )
    certificate.state = CertificateState.REVOKED
    certificate.state_reason = reason.strip()
    certificate.ended_at = clock.now()
    settle_corrections(session, actor, certificate.id, outcome=_("Revocado"))
    record_change(
        session,
        actor,
        action="issuing.revoke_certificate",
        object_kind="certificate",
        object_id=certificate.id,
        before={"state": CertificateState.ISSUED},
        after={"state": certificate.state},
        reason=certificate.state_reason,
    )
    publish(
        session,
        CertificateRevoked(
            certificate_id=certificate.id,
            person_id=certificate.person_id,
            reason=certificate.state_reason,
        ),
    )
