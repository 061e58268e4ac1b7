"""The two transactions around the drawing of a certificate."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.documents.api import (
    CertificateDocument,
    CertifiedCompetency,
    CertifiedModule,
    Issuer,
    Signatory,
)
from certificates.issuing.models import Certificate
from certificates.issuing.queries.issuing_rules import issuing_rules
from certificates.issuing.rules.folio import folio_issuer
from certificates.issuing.rules.place import IssuingPlace
from certificates.issuing.rules.snapshot import Snapshot, read_snapshot
from certificates.issuing.rules.states import CertificateState
from certificates.issuing.rules.validity import expires_on
from certificates.issuing.services.claim_folio import claim_folio
from courses.learning.api import EDITION
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import SYSTEM
from lms.core.events.outbox import publish
from lms.core.files.models import StoredFile
from lms.core.files.uploads import PDF
from lms.domain_events import CertificateIssued, CertificateReplaced


@dataclass(frozen=True, kw_only=True)
class StoredPdf:
    """A drawn file that lies in the store already."""

    sha256: str
    size_bytes: int


def begin_drawing(
    session: Session, certificate_id: UUID, *, queue_round: int, place: IssuingPlace
) -> CertificateDocument | None:
    """Take the folio and the day of a queued certificate; return what to draw.

    None when there is nothing to draw any more: issued, cancelled, or queued anew since.
    """
    certificate = session.get(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )
    if certificate is None or certificate.round != queue_round:
        return None
    if certificate.state is CertificateState.FAILED:
        # An administrator ran the dead job again: the same round goes on.
        certificate.state = CertificateState.QUEUED
        certificate.state_reason = None
    if certificate.state is not CertificateState.QUEUED:
        return None
    zone = session.scalars(
        select(EDITION.c.zone).where(EDITION.c.id == certificate.edition_id)
    ).one()
    # A real certificate that waited while the address became local gets the watermark as well.
    certificate.is_demonstration = certificate.is_demonstration or place.is_demonstration
    certificate.issued_on = clock.today(zone)
    certificate.expires_on = expires_on(
        certificate.issued_on, issuing_rules(session).validity_months
    )
    folio = claim_folio(
        session,
        certificate.id,
        issuer=folio_issuer(place.short_name, is_demonstration=certificate.is_demonstration),
        year=certificate.issued_on.year,
    )
    return certificate_document(
        read_snapshot(certificate.snapshot),
        folio=folio,
        code=certificate.code,
        issued_on=certificate.issued_on,
        is_demonstration=certificate.is_demonstration,
    )


def finish_drawing(
    session: Session, certificate_id: UUID, *, queue_round: int, pdf: StoredPdf
) -> bool:
    """Mark a drawn certificate issued and tell it; False when it was cancelled meanwhile."""
    certificate = session.get(
        Certificate, certificate_id, with_for_update=True, populate_existing=True
    )
    if (
        certificate is None
        or certificate.state is not CertificateState.QUEUED
        or certificate.round != queue_round
    ):
        return False
    file = StoredFile(
        id=ids.new_id(),
        sha256=pdf.sha256,
        size_bytes=pdf.size_bytes,
        media_type=PDF,
        name=f"certificado-{certificate.code}.pdf",
        owner_person_id=certificate.person_id,
    )
    session.add(file)
    session.flush()
    certificate.state = CertificateState.ISSUED
    certificate.issued_at = clock.now()
    certificate.file_id = file.id
    certificate.pdf_sha256 = pdf.sha256
    record_change(
        session,
        SYSTEM,
        action="issuing.issue_certificate",
        object_kind="certificate",
        object_id=certificate.id,
        before={"state": CertificateState.QUEUED},
        after={"state": CertificateState.ISSUED, "pdf_sha256": pdf.sha256},
    )
    _publish(session, certificate)
    return True


def certificate_document(
    snapshot: Snapshot, *, folio: str, code: str, issued_on: date, is_demonstration: bool
) -> CertificateDocument:
    """Return the document of frozen words."""
    return CertificateDocument(
        issuer=Issuer(
            name=snapshot.school_name, unit=snapshot.school_parent, city=snapshot.school_city
        ),
        person_name=snapshot.person_name,
        document_id=snapshot.document,
        course_title=snapshot.course_title,
        edition=snapshot.edition_title,
        starts_on=snapshot.starts_on,
        ends_on=snapshot.ends_on,
        hours=snapshot.hours,
        modules=tuple(CertifiedModule(title=title) for title in snapshot.modules),
        competencies=tuple(
            CertifiedCompetency(code=one.code, name=one.name, level=one.level, level_word=one.word)
            for one in snapshot.competencies
        ),
        folio=folio,
        code=code,
        verification_url=f"{snapshot.public_url}/verificar/{code}",
        signatories=tuple(Signatory(name=who.name, post=who.post) for who in snapshot.signatories),
        issued_on=issued_on,
        is_demonstration=is_demonstration,
    )


def _publish(session: Session, certificate: Certificate) -> None:
    publish(
        session,
        CertificateIssued(
            certificate_id=certificate.id,
            person_id=certificate.person_id,
            enrolment_id=certificate.enrolment_id,
            code=certificate.code,
        ),
    )
    if certificate.replaces_id is not None:
        publish(
            session,
            CertificateReplaced(
                certificate_id=certificate.id,
                previous_certificate_id=certificate.replaces_id,
                person_id=certificate.person_id,
            ),
        )
