"""Reads what anybody may know of a certificate by its code."""

import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from certificates.issuing.models import Certificate, Folio
from certificates.issuing.rules.snapshot import Snapshot, read_snapshot
from certificates.issuing.rules.states import DRAWN, CertificateState
from certificates.issuing.rules.validity import is_expired
from lms.core import clock
from lms.core.files.models import StoredFile


@dataclass(frozen=True, kw_only=True)
class PublicRecord:
    """A certificate as strangers see it; documents only by their last three figures."""

    code: str
    folio: str
    state: str
    """valid, expired, revoked or replaced, as the verdict says it."""
    reason: str
    """Of a revocation, public; empty otherwise."""
    ended_at: datetime | None
    issued_on: date
    expires_on: date | None
    words: Snapshot
    pdf_sha256: str
    size_bytes: int
    is_demonstration: bool
    following_code: str | None
    """Code of the newest certificate of the same award, when this one was replaced."""


def public_record(session: Session, code: str) -> PublicRecord | None:
    """Return the certificate of a code, None when none was ever drawn under it.

    One statement, the same for known and unknown codes.
    """
    row = session.execute(_query(code)).first()
    found = row.code if row is not None else ""
    # The same work whatever was typed: the time says nothing about how near a guess was.
    is_known = hmac.compare_digest(found.encode(), code.encode())
    if row is None or not is_known or row.state not in DRAWN:
        return None
    return _record(row)


def _query(code: str) -> Any:
    newer = aliased(Certificate)
    return (
        select(
            Certificate.code,
            Certificate.state,
            Certificate.state_reason,
            Certificate.ended_at,
            Certificate.issued_on,
            Certificate.expires_on,
            Certificate.snapshot,
            Certificate.pdf_sha256,
            Certificate.is_demonstration,
            Folio.text.label("folio"),
            StoredFile.size_bytes,
            newer.code.label("following_code"),
        )
        .outerjoin(Folio, Folio.certificate_id == Certificate.id)
        .outerjoin(StoredFile, StoredFile.id == Certificate.file_id)
        .outerjoin(
            newer,
            (newer.award_id == Certificate.award_id)
            & (newer.number > Certificate.number)
            & newer.state.in_(DRAWN),
        )
        .where(Certificate.code == code)
        .order_by(newer.number.desc())
        .limit(1)
    )


def _record(row: Any) -> PublicRecord:
    return PublicRecord(
        code=row.code,
        folio=row.folio,
        state=_verdict(row),
        reason=row.state_reason if row.state is CertificateState.REVOKED else "",
        ended_at=row.ended_at,
        issued_on=row.issued_on,
        expires_on=row.expires_on,
        words=read_snapshot(row.snapshot),
        pdf_sha256=row.pdf_sha256,
        size_bytes=row.size_bytes,
        is_demonstration=row.is_demonstration,
        following_code=row.following_code if row.state is CertificateState.REPLACED else None,
    )


def _verdict(row: Any) -> str:
    if row.state is CertificateState.ISSUED:
        return "expired" if is_expired(row.expires_on, clock.today()) else "valid"
    return "revoked" if row.state is CertificateState.REVOKED else "replaced"
