"""Reads a person's own certificates for the learner's pages."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from certificates.issuing.models import Award, Certificate, Folio
from certificates.issuing.rules.snapshot import read_snapshot
from certificates.issuing.rules.states import AwardState, CertificateState
from certificates.issuing.rules.validity import is_expired
from lms.core import clock
from lms.core.files.models import StoredFile

MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class OwnCertificate:
    """A certificate that its owner can download and share."""

    id: UUID
    course_title: str
    edition_title: str
    folio: str
    code: str
    issued_on: date
    expires_on: date | None
    size_bytes: int
    verification_url: str
    is_demonstration: bool

    @property
    def is_expired(self) -> bool:
        """Tell whether its validity is over."""
        return is_expired(self.expires_on, clock.today())


def own_certificates(
    session: Session, person_id: UUID | None, *, enrolment_id: UUID | None = None
) -> list[OwnCertificate]:
    """Return the issued certificates of a person, newest first; one statement."""
    query = _query().where(Certificate.person_id == person_id)
    if enrolment_id is not None:
        query = query.where(Certificate.enrolment_id == enrolment_id)
    return [_own(row) for row in session.execute(query)]


def declined_reason(session: Session, person_id: UUID | None, *, enrolment_id: UUID) -> str | None:
    """Return why a person's passed course is not certified; None unless it was declined."""
    return session.scalars(
        select(Award.state_reason)
        .where(
            Award.enrolment_id == enrolment_id,
            Award.person_id == person_id,
            Award.state == AwardState.DECLINED,
        )
        .order_by(Award.sequence.desc())
        .limit(1)
    ).first()


def _query() -> Select[Any]:
    return (
        select(
            Certificate.id,
            Certificate.code,
            Certificate.snapshot,
            Certificate.issued_on,
            Certificate.expires_on,
            Certificate.is_demonstration,
            Folio.text.label("folio"),
            StoredFile.size_bytes,
        )
        .join(Folio, Folio.certificate_id == Certificate.id)
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .where(Certificate.state == CertificateState.ISSUED)
        .order_by(Certificate.issued_at.desc(), Certificate.id)
        .limit(MOST_SHOWN)
    )


def _own(row: Any) -> OwnCertificate:
    words = read_snapshot(row.snapshot)
    return OwnCertificate(
        id=row.id,
        course_title=words.course_title,
        edition_title=words.edition_title,
        folio=row.folio,
        code=row.code,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        size_bytes=row.size_bytes,
        verification_url=f"{words.public_url}/verificar/{row.code}",
        is_demonstration=row.is_demonstration,
    )
