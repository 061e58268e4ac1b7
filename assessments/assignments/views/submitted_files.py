"""Files of submissions for staff: shown in a frame, downloaded, and all of them as one archive."""

from uuid import UUID

from flask import Response, current_app, make_response, render_template, request

from assessments.assignments.queries.archive import archived_submissions
from assessments.assignments.queries.files import staff_file
from assessments.assignments.queries.queue_filter import typed_filter
from assessments.assignments.views.archive_stream import archive_entries, stream_archive
from assessments.assignments.views.grading import GRADE, blueprint, grading_reach
from assessments.assignments.views.read_document import UnreadableDocumentError, document_html
from assessments.assignments.views.send_file import allow_frame, as_attachment, inside_frame
from lms.core import clock
from lms.core.db.unit_of_work import read_session
from lms.core.errors import NotFoundError
from lms.core.files.store import file_store
from lms.core.files.uploads import DOCX, JPEG, PDF
from lms.core.i18n import gettext as _
from lms.core.web.guards import permission


@blueprint.get("/archivos/<uuid:file_id>")
@permission(GRADE)
def show_file(file_id: UUID) -> Response:
    """Show a PDF, a picture or the text of a DOCX inside a frame of the desk."""
    content = staff_file(read_session(), grading_reach(), file_id)
    if content.media_type in (PDF, JPEG):
        return inside_frame(content)
    if content.media_type != DOCX:
        raise NotFoundError(_("Este tipo de archivo no se muestra aquí: descárguelo."))
    try:
        html = document_html(file_store().path(content.sha256))
    except UnreadableDocumentError:
        html = None
    page = render_template("assignments/document.html", name=content.name, html=html)
    return allow_frame(make_response(page))


@blueprint.get("/archivos/<uuid:file_id>/descargar")
@permission(GRADE)
def download_file(file_id: UUID) -> Response:
    """Send the original file."""
    return as_attachment(staff_file(read_session(), grading_reach(), file_id))


@blueprint.get("/entregas.zip")
@permission(GRADE)
def archive() -> Response:
    """Send every submission of the filter as one archive, written while it is sent."""
    rows = archived_submissions(read_session(), grading_reach(), typed_filter(request.args))
    if not rows:
        raise NotFoundError(_("No hay entregas con estos filtros."))
    store = current_app.extensions["gestores_file_store"]
    response = Response(
        stream_archive(archive_entries(rows, store)), content_type="application/zip"
    )
    name = f"entregas-{clock.today().isoformat()}.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
