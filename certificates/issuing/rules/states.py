"""States of awards, batches, certificates and corrections, and the changes that are allowed."""

from enum import StrEnum


class AwardState(StrEnum):
    """Where the right to a certificate stands."""

    ELIGIBLE = "eligible"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """The pass behind it was taken back by a rectification."""


class BatchState(StrEnum):
    """Where a list of people to certify stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    RETURNED = "returned"


class CertificateState(StrEnum):
    """Where a certificate stands; expired is computed, never stored."""

    QUEUED = "queued"
    ISSUED = "issued"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    REPLACED = "replaced"


class CorrectionKind(StrEnum):
    """Why an issued certificate must be looked at again."""

    APPROVAL_WITHDRAWN = "approval_withdrawn"
    GRADES_RECTIFIED = "grades_rectified"
    NAME_CORRECTED = "name_corrected"


class CorrectionState(StrEnum):
    """Where a correction task stands."""

    OPEN = "open"
    SETTLED = "settled"


LIVE = frozenset({CertificateState.QUEUED, CertificateState.FAILED, CertificateState.ISSUED})
"""One award has at most one certificate in these states: a partial unique index holds it."""

DRAWN = frozenset({CertificateState.ISSUED, CertificateState.REVOKED, CertificateState.REPLACED})
"""States in which the PDF and its SHA-256 stand."""

ALLOWED: dict[CertificateState, frozenset[CertificateState]] = {
    CertificateState.QUEUED: frozenset(
        {CertificateState.ISSUED, CertificateState.FAILED, CertificateState.CANCELLED}
    ),
    CertificateState.FAILED: frozenset({CertificateState.QUEUED, CertificateState.CANCELLED}),
    CertificateState.ISSUED: frozenset({CertificateState.REVOKED, CertificateState.REPLACED}),
    CertificateState.REVOKED: frozenset(),
    CertificateState.REPLACED: frozenset(),
    CertificateState.CANCELLED: frozenset(),
}
"""Source: design decisions, the main path as states."""


def may_change(current: CertificateState, new: CertificateState) -> bool:
    """Tell whether a certificate may go from one state to another."""
    return new in ALLOWED[current]
