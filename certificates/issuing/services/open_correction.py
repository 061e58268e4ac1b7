"""Opens and settles the tasks that an issued certificate waits for."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate, Correction
from certificates.issuing.rules.states import CertificateState, CorrectionKind, CorrectionState
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.i18n import gettext as _


def open_correction(
    session: Session, certificate_id: UUID, *, kind: CorrectionKind, cause: str, detail: str
) -> None:
    """Add a task for a certificate; the same cause again changes nothing."""
    key = f"{kind}:{certificate_id}:{cause}"[:200]
    if session.scalar(select(Correction.id).where(Correction.cause_key == key)) is not None:
        return
    task = Correction(
        id=ids.new_id(),
        certificate_id=certificate_id,
        kind=kind,
        cause_key=key,
        detail=detail,
        state=CorrectionState.OPEN,
    )
    session.add(task)
    record_change(
        session,
        SYSTEM,
        action="issuing.open_correction",
        object_kind="certificate",
        object_id=certificate_id,
        after={"kind": kind},
        reason=detail,
    )


def settle_corrections(
    session: Session, actor: Actor, certificate_id: UUID, *, outcome: str
) -> int:
    """Settle every open task of a certificate with what was done; return how many there were."""
    tasks = session.scalars(
        select(Correction)
        .where(
            Correction.certificate_id == certificate_id, Correction.state == CorrectionState.OPEN
        )
        .order_by(Correction.id)
        .with_for_update()
    ).all()
    for task in tasks:
        task.state = CorrectionState.SETTLED
        task.settled_at = clock.now()
        task.settled_by_person_id = actor.person_id
        task.outcome = outcome
    return len(tasks)


def keep_certificate(session: Session, actor: Actor, certificate_id: UUID, *, reason: str) -> None:
    """Settle the tasks of a certificate that stays as it is, with the reason.

    Raises ConflictError when nothing is open, DomainError without a reason.
    """
    certificate = session.get(Certificate, certificate_id, with_for_update=True)
    if certificate is None:
        raise NotFoundError(_("No encontramos ese certificado."))
    if not reason.strip():
        raise DomainError(_("Escriba por qué el certificado queda como está."), field="reason")
    if certificate.state is not CertificateState.ISSUED or not settle_corrections(
        session, actor, certificate_id, outcome=reason.strip()
    ):
        raise ConflictError(_("No hay correcciones pendientes en este certificado."))
    record_change(
        session,
        actor,
        action="issuing.keep_certificate",
        object_kind="certificate",
        object_id=certificate_id,
        reason=reason.strip(),
    )
