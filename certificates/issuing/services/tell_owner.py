"""Tells a person what became of the own certificate: each fact once, with the way to it."""

from uuid import UUID

from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate
from certificates.issuing.rules.snapshot import read_snapshot
from courses.learning.api import edition_card
from lms.core.i18n import gettext as _
from lms.domain_events import CertificateIssued, CertificateReplaced, CertificateRevoked
from lms.messages.api import notify_person


def tell_issued(session: Session, event: CertificateIssued) -> None:
    """Tell the person once that the certificate is there; a replacement is told as such."""
    certificate = session.get_one(Certificate, event.certificate_id)
    if certificate.replaces_id is not None:
        return
    notify_person(
        session,
        certificate.person_id,
        unique_key=f"issuing.issued:{event.certificate_id}",
        title=_("Su certificado está listo"),
        text=_(
            "Ya puede descargar su certificado de «%(course)s». Código para verificarlo: %(code)s.",
            course=read_snapshot(certificate.snapshot).course_title,
            code=event.code,
        ),
        path=_course_path(certificate.enrolment_id),
    )


def tell_replaced(session: Session, event: CertificateReplaced) -> None:
    """Tell the person once that a corrected certificate took the place of the first."""
    certificate = session.get_one(Certificate, event.certificate_id)
    notify_person(
        session,
        certificate.person_id,
        unique_key=f"issuing.replaced:{event.previous_certificate_id}",
        title=_("Su certificado fue reemplazado"),
        text=_(
            "Hay un nuevo certificado de «%(course)s» a su nombre, con código %(code)s. Use desde "
            "hoy el nuevo: quien verifique el anterior verá que fue reemplazado.",
            course=read_snapshot(certificate.snapshot).course_title,
            code=certificate.code,
        ),
        path=_course_path(certificate.enrolment_id),
    )


def tell_revoked(session: Session, event: CertificateRevoked) -> None:
    """Tell the person once that a certificate is not valid any more, and where it says why."""
    certificate = session.get_one(Certificate, event.certificate_id)
    notify_person(
        session,
        certificate.person_id,
        unique_key=f"issuing.revoked:{event.certificate_id}",
        title=_("Su certificado fue revocado"),
        text=_(
            "Su certificado de «%(course)s», código %(code)s, ya no tiene validez. El motivo está "
            "en su página de verificación. Si no está de acuerdo, llame a la escuela.",
            course=read_snapshot(certificate.snapshot).course_title,
            code=certificate.code,
        ),
        path=f"/verificar/{certificate.code}",
    )


def tell_declined(session: Session, award: Award) -> None:
    """Tell the person once that the course will not be certified, and where it says why."""
    notify_person(
        session,
        award.person_id,
        unique_key=f"issuing.declined:{award.id}",
        title=_("Su certificado no se emitirá"),
        text=_(
            "Coordinación académica decidió no emitir el certificado de «%(course)s». El motivo "
            "está en la página del curso. Si no está de acuerdo, llame a la escuela.",
            course=edition_card(session, award.edition_id).course_title,
        ),
        path=f"/mi-formacion/{award.enrolment_id}",
    )


def _course_path(enrolment_id: UUID) -> str:
    return f"/mi-formacion/{enrolment_id}#certificados"
