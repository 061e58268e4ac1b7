"""A document in, its PDF out."""

import io
from functools import singledispatch
from typing import Final

from pypdf import PdfReader

from certificates.documents.drawing_pool import drawing_pool
from certificates.documents.errors import LetterTooLongError
from certificates.documents.rules.access_slips import AccessSlips
from certificates.documents.rules.certificate import CertificateDocument
from certificates.documents.rules.delivery_list import DeliveryList
from certificates.documents.rules.grades_act import GradesActDocument
from certificates.documents.rules.letter import LetterDocument
from certificates.documents.rules.written_report import WrittenReport
from certificates.documents.sheets.access_slips import access_slips_sheet
from certificates.documents.sheets.certificate import certificate_sheet
from certificates.documents.sheets.delivery_list import delivery_list_sheet
from certificates.documents.sheets.grades_act import grades_act_sheet
from certificates.documents.sheets.letter import letter_sheet
from certificates.documents.sheets.sheet import Sheet
from certificates.documents.sheets.written_report import written_report_sheet
from certificates.documents.typesetter import typesetter

Document = (
    CertificateDocument
    | GradesActDocument
    | LetterDocument
    | AccessSlips
    | DeliveryList
    | WrittenReport
)

# Only for the way round a fork, where nobody named a deadline.
_PATIENCE_SECONDS: Final = 30.0


def render_certificate(document: CertificateDocument) -> bytes:
    """Return the certificate as PDF/A-2a and PDF/UA-1; the same document gives the same bytes.

    Raises MissingGlyphError when a text cannot be drawn as it is written, DrawingError otherwise.
    """
    return _draw(certificate_sheet(document))


def render_grades_act(document: GradesActDocument) -> bytes:
    """Return the acta de notas, or the acta rectificatoria, with a number on each page."""
    return _draw(grades_act_sheet(document))


def render_letter(document: LetterDocument) -> bytes:
    """Return the letter; raises LetterTooLongError when it does not fit on one page."""
    return _require_one_page(_draw(letter_sheet(document)))


def render_access_slips(document: AccessSlips) -> bytes:
    """Return the sheets of slips, ten on a page, to be cut along the dashed lines."""
    return _draw(access_slips_sheet(document))


def render_delivery_list(document: DeliveryList) -> bytes:
    """Return the list that people sign when they receive their certificate."""
    return _draw(delivery_list_sheet(document))


def render_written_report(document: WrittenReport) -> bytes:
    """Return a report of as many pages as it needs, with a number on each."""
    return _draw(written_report_sheet(document))


def render_with_deadline(document: Document, seconds: float) -> bytes:
    """Return the PDF of any document, drawn in a warm child process within the seconds.

    The bytes are those of the other functions. Raises DrawingTimeoutError past the deadline:
    the child is ended and the next call gets a new one.
    """
    drawn = drawing_pool.draw(sheet_of(document), seconds)
    return _require_one_page(drawn) if isinstance(document, LetterDocument) else drawn


@singledispatch
def sheet_of(document: object) -> Sheet:
    """Return the sheet of any document."""
    raise TypeError(f"not a document: {type(document).__name__}")


sheet_of.register(CertificateDocument, certificate_sheet)
sheet_of.register(GradesActDocument, grades_act_sheet)
sheet_of.register(LetterDocument, letter_sheet)
sheet_of.register(AccessSlips, access_slips_sheet)
sheet_of.register(DeliveryList, delivery_list_sheet)
sheet_of.register(WrittenReport, written_report_sheet)


def _draw(sheet: Sheet) -> bytes:
    if not typesetter.can_draw_here():
        return drawing_pool.draw(sheet, _PATIENCE_SECONDS)
    return typesetter.draw(sheet.template, sheet.values, sheet.dated)


def _require_one_page(drawn: bytes) -> bytes:
    if len(PdfReader(io.BytesIO(drawn)).pages) > 1:
        raise LetterTooLongError
    return drawn
