"""Files that came with answers: evidence of commitments and scans of sheets, to be kept."""

from uuid import UUID

from flask import Response

from assessments.transfer.queries.kept_files import kept_file
from assessments.transfer.views.plan import blueprint
from lms.core.db.unit_of_work import read_session
from lms.core.web.downloads import send_stored
from lms.core.web.guards import access, signed_in


@blueprint.get("/seguimientos/archivos/<uuid:stored_file_id>")
@signed_in
def kept_file_download(stored_file_id: UUID) -> Response:
    """Send a file of a milestone to who may read it: staff within their reach, or its sender."""
    found = kept_file(read_session(), access(), stored_file_id)
    return send_stored(found.sha256, name=found.name, media_type=found.media_type)
