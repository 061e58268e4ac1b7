"""Says in SQL which certificates are in force."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from certificates.issuing.models import Certificate
from certificates.issuing.rules.states import CertificateState


def is_in_force(today: date) -> ColumnElement[bool]:
    """Return the condition that a certificate was issued, stands, and its last day is not over."""
    return and_(
        Certificate.state == CertificateState.ISSUED,
        or_(Certificate.expires_on.is_(None), Certificate.expires_on >= today),
    )
