"""Reads one certificate for coordination, its file for who may have it, its corrections."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from certificates.issuing.models import Award, Certificate, Correction, Folio
from certificates.issuing.permissions import ISSUE
from certificates.issuing.rules.snapshot import Snapshot, read_snapshot
from certificates.issuing.rules.states import (
    DRAWN,
    AwardState,
    CertificateState,
    CorrectionKind,
    CorrectionState,
)
from certificates.issuing.rules.validity import is_expired
from certificates.issuing.words import certificate_tag
from courses.learning.api import EDITION, edition_is_within
from lms.core import clock
from lms.core.access import Access, Reach
from lms.core.errors import NotFoundError
from lms.core.files.models import StoredFile
from lms.core.i18n import gettext as _
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class CorrectionRow:
    """A task of a certificate."""

    id: UUID
    certificate_id: UUID
    folio: str
    person_name: str
    course_title: str
    kind: CorrectionKind
    detail: str
    opened_at: datetime
    settled_at: datetime | None
    outcome: str | None


@dataclass(frozen=True, kw_only=True)
class CertificatePage:
    """One certificate as its page in the register shows it."""

    id: UUID
    award_id: UUID
    batch_id: UUID
    edition_id: UUID
    person_id: UUID
    folio: str
    is_folio_annulled: bool
    code: str
    state: CertificateState
    reason: str
    ended_at: datetime | None
    issued_on: date | None
    issued_at: datetime | None
    expires_on: date | None
    is_demonstration: bool
    pdf_sha256: str | None
    size_bytes: int | None
    words: Snapshot
    is_award_standing: bool
    """False when the approval of the course was taken back."""
    previous: tuple[UUID, str] | None
    """The certificate whose place this one took, with its folio."""
    following: tuple[UUID, str] | None
    corrections: tuple[CorrectionRow, ...]

    @property
    def tag(self) -> tuple[str, str, str]:
        """Return the word, the kind and the icon of its state today."""
        return certificate_tag(self.state, is_expired=is_expired(self.expires_on, clock.today()))

    @property
    def open_corrections(self) -> tuple[CorrectionRow, ...]:
        """Return the tasks that wait for a decision."""
        return tuple(task for task in self.corrections if task.settled_at is None)


@dataclass(frozen=True, kw_only=True)
class CertificateFile:
    """The stored file of a certificate."""

    sha256: str
    name: str


def certificate_page(session: Session, reach: Reach, certificate_id: UUID) -> CertificatePage:
    """Return a certificate within a reach; raises NotFoundError. Two statements."""
    before, after = aliased(Folio), aliased(Certificate)
    after_folio = aliased(Folio)
    row = session.execute(
        select(
            *Certificate.__table__.columns,
            Folio.text.label("folio"),
            Folio.annulled_at,
            StoredFile.size_bytes,
            Award.state.label("award_state"),
            before.text.label("previous_folio"),
            after.id.label("following_id"),
            after_folio.text.label("following_folio"),
        )
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .join(Award, Award.id == Certificate.award_id)
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .outerjoin(StoredFile, StoredFile.id == Certificate.file_id)
        .outerjoin(before, before.certificate_id == Certificate.replaces_id)
        .outerjoin(after, after.replaces_id == Certificate.id)
        .outerjoin(after_folio, after_folio.certificate_id == after.id)
        .where(Certificate.id == certificate_id, edition_is_within(reach))
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos ese certificado entre los suyos."))
    return _page(row, corrections_of(session, certificate_id))


def corrections_of(session: Session, certificate_id: UUID) -> tuple[CorrectionRow, ...]:
    """Return every task of a certificate, newest first."""
    rows = session.execute(_corrections().where(Correction.certificate_id == certificate_id))
    return tuple(_correction(row) for row in rows)


def open_corrections(session: Session, reach: Reach, *, number: int) -> Page[CorrectionRow]:
    """Return a page of the tasks that wait within a reach; two statements."""
    where = and_(Correction.state == CorrectionState.OPEN, edition_is_within(reach))
    total = session.scalar(
        select(func.count())
        .select_from(Correction)
        .join(Certificate, Certificate.id == Correction.certificate_id)
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .where(where)
    )
    rows = session.execute(
        _corrections().where(where).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    )
    return Page(rows=[_correction(row) for row in rows], number=number, total=total or 0)


def certificate_file(session: Session, access: Access, certificate_id: UUID) -> CertificateFile:
    """Return the file of an own certificate, or of one within the reach; raises NotFoundError.

    The owner gets it while it stands; coordination also afterwards, for the record.
    """
    row = session.execute(
        select(StoredFile.sha256, Folio.text.label("folio"))
        .select_from(Certificate)
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .join(StoredFile, StoredFile.id == Certificate.file_id)
        .join(Folio, Folio.certificate_id == Certificate.id)
        .where(
            Certificate.id == certificate_id,
            or_(
                and_(
                    Certificate.person_id == access.person_id,
                    Certificate.state == CertificateState.ISSUED,
                ),
                and_(Certificate.state.in_(DRAWN), edition_is_within(access.reach(ISSUE))),
            ),
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos ese certificado entre los suyos."))
    return CertificateFile(sha256=row.sha256, name=f"certificado-{row.folio}.pdf")


def _corrections() -> Any:
    return (
        select(
            Correction.id,
            Correction.certificate_id,
            Correction.kind,
            Correction.detail,
            Correction.created_at,
            Correction.settled_at,
            Correction.outcome,
            Certificate.snapshot,
            Folio.text.label("folio"),
        )
        .join(Certificate, Certificate.id == Correction.certificate_id)
        .join(EDITION, EDITION.c.id == Certificate.edition_id)
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .order_by(Correction.created_at.desc(), Correction.id.desc())
    )


def _correction(row: Any) -> CorrectionRow:
    words = read_snapshot(row.snapshot)
    return CorrectionRow(
        id=row.id,
        certificate_id=row.certificate_id,
        folio=row.folio or "",
        person_name=words.person_name,
        course_title=words.course_title,
        kind=row.kind,
        detail=row.detail,
        opened_at=row.created_at,
        settled_at=row.settled_at,
        outcome=row.outcome,
    )


def _page(row: Any, corrections: tuple[CorrectionRow, ...]) -> CertificatePage:
    return CertificatePage(
        id=row.id,
        award_id=row.award_id,
        batch_id=row.batch_id,
        edition_id=row.edition_id,
        person_id=row.person_id,
        folio=row.folio or "",
        is_folio_annulled=row.annulled_at is not None,
        code=row.code,
        state=row.state,
        reason=row.state_reason or "",
        ended_at=row.ended_at,
        issued_on=row.issued_on if row.issued_at else None,
        issued_at=row.issued_at,
        expires_on=row.expires_on,
        is_demonstration=row.is_demonstration,
        pdf_sha256=row.pdf_sha256,
        size_bytes=row.size_bytes,
        words=read_snapshot(row.snapshot),
        is_award_standing=row.award_state is not AwardState.WITHDRAWN,
        previous=(row.replaces_id, row.previous_folio or "") if row.replaces_id else None,
        following=(row.following_id, row.following_folio or "") if row.following_id else None,
        corrections=corrections,
    )
