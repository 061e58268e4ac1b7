"""Several documents as one file, to print them in one go."""

import io
from collections.abc import Iterable

from pypdf import PdfWriter


def merge_pdfs(documents: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of all documents, in order.

    It is for the printer only: the originals keep their standards and their SHA-256.
    Raises ValueError when there is no document.
    """
    with PdfWriter() as writer:
        for document in documents:
            writer.append(io.BytesIO(document), import_outline=False)
        if not writer.pages:
            raise ValueError("nothing to merge")
        writer.add_metadata({"/Title": "Documentos para imprimir"})
        merged = io.BytesIO()
        writer.write(merged)
        return merged.getvalue()
