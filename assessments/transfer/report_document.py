"""Writes the systematisation report as a Word document."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document

from lms.core.i18n import gettext as _


def report_docx(title: str, sections: Sequence[dict[str, Any]]) -> bytes:
    """Return the report as DOCX: headings in order, paragraphs as written, language Spanish."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.language = "es-BO"
    document.core_properties.author = ""
    document.add_heading(_("Informe de sistematización"), level=0)
    document.add_paragraph(title)
    for section in sections:
        document.add_heading(_printable(section["title"]), level=1)
        for paragraph in section["text"].split("\n\n"):
            document.add_paragraph(_printable(paragraph))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    # XML, of which the format is made, has no place for control characters.
    return "".join(letter for letter in text if letter >= " " or letter in "\n\t")
