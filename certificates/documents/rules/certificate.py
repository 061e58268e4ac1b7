"""The certificate of approval: everything that is printed on it."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer, Signatory

HIGHEST_LEVEL = 3


@dataclass(frozen=True, kw_only=True)
class CertifiedModule:
    """A module of the course, in its order, with the mark where the school prints marks."""

    title: str
    score_percent: int | None = None
    """0 to 100; None prints no mark."""


@dataclass(frozen=True, kw_only=True)
class CertifiedCompetency:
    """A competency and the level that was reached in this course."""

    code: str
    name: str
    level: int
    """0 sin evidencia, 1 inicia, 2 aplica, 3 multiplica."""
    level_word: str

    def __post_init__(self) -> None:
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"level {self.level} is not between 0 and {HIGHEST_LEVEL}")


@dataclass(frozen=True, kw_only=True)
class CertificateDocument:
    """A certificate as it is frozen on the day of issue."""

    issuer: Issuer
    person_name: str
    document_id: str | None
    """As it shall be read, in full or masked: "C.I. 4823417 LP", "C.I. terminado en 417"."""
    course_title: str
    edition: str
    """As it shall be read: "edición 1 de 2026"."""
    starts_on: date
    ends_on: date
    hours: int | None
    """Academic hours; None prints nothing about hours."""
    modules: tuple[CertifiedModule, ...] = ()
    competencies: tuple[CertifiedCompetency, ...] = ()
    folio: str
    """Number in the register, such as UGM-2026-000412."""
    code: str
    """Code of verification, such as 7K4M-2QX9-HT5P."""
    verification_url: str
    """Complete address, with the code: it is what the QR holds."""
    signatories: tuple[Signatory, ...] = ()
    issued_on: date
    """The local day of issue in the zone of the programme."""
    is_demonstration: bool = False
    """True prints DEMOSTRACIÓN, SIN VALOR across every page."""
