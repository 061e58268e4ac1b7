"""What other features may call: documents in, PDF bytes out."""

from certificates.documents.drawing_pool import drawing_pool
from certificates.documents.errors import (
    DrawingError,
    DrawingTimeoutError,
    LetterTooLongError,
    MissingGlyphError,
)
from certificates.documents.glyphs import find_missing_glyphs
from certificates.documents.merging import merge_pdfs
from certificates.documents.rendering import (
    Document,
    render_access_slips,
    render_certificate,
    render_delivery_list,
    render_grades_act,
    render_letter,
    render_with_deadline,
    render_written_report,
)
from certificates.documents.rules.access_slips import AccessSlip, AccessSlips
from certificates.documents.rules.certificate import (
    CertificateDocument,
    CertifiedCompetency,
    CertifiedModule,
)
from certificates.documents.rules.delivery_list import DeliveryList, DeliveryRow
from certificates.documents.rules.grades_act import GradesActDocument, GradesActRow
from certificates.documents.rules.issuer import Emblem, Issuer, Signatory
from certificates.documents.rules.letter import LetterDocument, LetterFigure
from certificates.documents.rules.written_report import ReportSection, WrittenReport

__all__ = [
    "AccessSlip",
    "AccessSlips",
    "CertificateDocument",
    "CertifiedCompetency",
    "CertifiedModule",
    "DeliveryList",
    "DeliveryRow",
    "Document",
    "DrawingError",
    "DrawingTimeoutError",
    "Emblem",
    "GradesActDocument",
    "GradesActRow",
    "Issuer",
    "LetterDocument",
    "LetterFigure",
    "LetterTooLongError",
    "MissingGlyphError",
    "ReportSection",
    "Signatory",
    "WrittenReport",
    "drawing_pool",
    "find_missing_glyphs",
    "merge_pdfs",
    "render_access_slips",
    "render_certificate",
    "render_delivery_list",
    "render_grades_act",
    "render_letter",
    "render_with_deadline",
    "render_written_report",
]
