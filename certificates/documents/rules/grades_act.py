"""The acta de notas of a closed edition, and the acta that rectifies it."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer, Signatory


@dataclass(frozen=True, kw_only=True)
class GradesActRow:
    """One person of the act, with the result that it states."""

    person_name: str
    document_id: str
    municipality: str
    mark_percent: int | None
    """0 to 100; None means that the person has no mark."""
    state: str
    """In words: aprobada, no aprobada, retirada, abandono."""
    reason: str = ""
    """Why this state, or in a rectifying act why it changed; may be empty."""
    previous_mark_percent: int | None = None
    previous_state: str = ""
    """Only in a rectifying act: what the rectified act said."""


@dataclass(frozen=True, kw_only=True)
class GradesActDocument:
    """A numbered act; with `rectifies` it is an acta rectificatoria."""

    issuer: Issuer
    number: str
    rectifies: str | None = None
    """Number of the act that this one corrects."""
    rectification_reason: str = ""
    course_title: str
    edition: str
    starts_on: date
    ends_on: date
    rows: tuple[GradesActRow, ...]
    signatories: tuple[Signatory, ...] = ()
    issued_on: date
    is_demonstration: bool = False
