"""The letter of one page that answers an authority with figures."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer, Signatory


@dataclass(frozen=True, kw_only=True)
class LetterFigure:
    """A count and, where it is a share, what it is a share of."""

    label: str
    count: int
    denominator: int | None = None
    denominator_label: str = ""
    """Of whom: "personas inscritas"."""


@dataclass(frozen=True, kw_only=True)
class LetterDocument:
    """A letter with a table of figures; it fits on one page or is refused."""

    issuer: Issuer
    reference_number: str
    """CITE of the letter; may be empty."""
    recipient_name: str
    recipient_post: str
    recipient_place: str = ""
    subject: str
    paragraphs: tuple[str, ...] = ()
    """Before the table."""
    filters: tuple[tuple[str, str], ...] = ()
    """What the figures are restricted to: ("Municipio", "Achocalla")."""
    figures: tuple[LetterFigure, ...] = ()
    closing_paragraphs: tuple[str, ...] = ()
    """After the table."""
    signatories: tuple[Signatory, ...] = ()
    issued_on: date
    is_demonstration: bool = False
