"""Sends bytes of the store: as a download, or to be shown in a frame of our own pages."""

from flask import Response

from assessments.assignments.queries.files import FileContent
from lms.core.files.uploads import PDF
from lms.core.web.downloads import send_stored

# No script, no form, no way out of the frame. The origin stays ours only so that our own style
# sheet may be fetched; without scripts nothing can use it.
_DOCUMENT = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
# Browsers do not open their PDF viewer inside a sandbox; a PDF has no access to the page around.
_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def as_attachment(content: FileContent) -> Response:
    """Send a file to be kept, under its own name."""
    return _send(content, is_attachment=True)


def inside_frame(content: FileContent) -> Response:
    """Send a picture or a PDF to be shown in a frame of our pages."""
    response = _send(content, is_attachment=False)
    return allow_frame(response, is_pdf=content.media_type == PDF)


def allow_frame(response: Response, *, is_pdf: bool = False) -> Response:
    """Let our own pages, and nobody else's, show an answer in a frame; nothing in it may act."""
    response.headers["Content-Security-Policy"] = _PDF if is_pdf else _DOCUMENT
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _send(content: FileContent, *, is_attachment: bool) -> Response:
    return send_stored(
        content.sha256,
        name=content.name,
        media_type=content.media_type,
        is_attachment=is_attachment,
    )
