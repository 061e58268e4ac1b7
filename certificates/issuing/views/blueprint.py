"""The blueprint of issuing's pages, and what several of them share."""

from uuid import UUID

from flask import Blueprint, Response, send_file
from werkzeug.wrappers import Response as Answered

from certificates.issuing.permissions import ISSUE
from courses.learning.api import EditionCard, edition_within
from lms.core.db.unit_of_work import read_session
from lms.core.files.store import file_store
from lms.core.files.uploads import PDF
from lms.core.web.guards import access

blueprint = Blueprint("issuing", __name__, template_folder="../templates")
Answer = str | Answered | tuple[str, int]


def own_edition(edition_id: UUID) -> EditionCard:
    """Return an edition whose certificates who asks may issue; raises NotFoundError."""
    return edition_within(read_session(), access().reach(ISSUE), edition_id)


def pdf_answer(content: bytes, name: str, *, is_download: bool) -> Response:
    """Send a PDF made for this request."""
    how = "attachment" if is_download else "inline"
    response = Response(content, mimetype=PDF)
    response.headers["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def stored_pdf(sha256: str, name: str) -> Response:
    """Send a stored PDF as a download."""
    return send_file(
        file_store().path(sha256), mimetype=PDF, as_attachment=True, download_name=name
    )
