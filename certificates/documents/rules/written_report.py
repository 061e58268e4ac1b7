"""A report of several pages: sections with a title and paragraphs."""

from dataclasses import dataclass
from datetime import date

from certificates.documents.rules.issuer import Issuer


@dataclass(frozen=True, kw_only=True)
class ReportSection:
    """One section; paragraphs are parted by an empty line."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class WrittenReport:
    """A report as people wrote it, ready to be printed."""

    issuer: Issuer
    title: str
    subtitle: str
    """What it is about: the edition."""
    sections: tuple[ReportSection, ...]
    dated: date
    """The day of its last change."""
    is_demonstration: bool = False
