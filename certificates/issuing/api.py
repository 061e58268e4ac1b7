"""Front door of issuing: what verification and the school's figures may ask."""

from certificates.issuing.models import Award, Certificate
from certificates.issuing.queries.in_force import is_in_force
from certificates.issuing.queries.public_record import PublicRecord, public_record
from certificates.issuing.rules.states import AwardState, CertificateState

AWARD = Award.__table__
CERTIFICATE = Certificate.__table__
"""Read-only tables for the joins of lists in upper features; nobody else writes them."""

__all__ = [
    "AWARD",
    "CERTIFICATE",
    "AwardState",
    "CertificateState",
    "PublicRecord",
    "is_in_force",
    "public_record",
]
