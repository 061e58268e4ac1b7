"""Reads who receives the paper certificates of a batch."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from certificates.issuing.models import Certificate, Folio
from certificates.issuing.rules.snapshot import Snapshot, read_snapshot
from certificates.issuing.rules.states import CertificateState


@dataclass(frozen=True, kw_only=True)
class DeliveryLine:
    """One certificate to hand over."""

    folio: str
    code: str
    words: Snapshot
    is_demonstration: bool


def delivery_lines(session: Session, batch_id: UUID) -> list[DeliveryLine]:
    """Return the issued certificates of a batch in the order of their folios; one statement."""
    rows = session.execute(
        select(Folio.text, Certificate.code, Certificate.snapshot, Certificate.is_demonstration)
        .join(Folio, Folio.certificate_id == Certificate.id)
        .where(Certificate.batch_id == batch_id, Certificate.state == CertificateState.ISSUED)
        .order_by(Folio.issuer, Folio.year, Folio.number)
    )
    return [
        DeliveryLine(
            folio=row.text,
            code=row.code,
            words=read_snapshot(row.snapshot),
            is_demonstration=row.is_demonstration,
        )
        for row in rows
    ]
