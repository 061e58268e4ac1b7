"""The download of drawn acts, and drawing one again that failed."""

from uuid import UUID

from flask import Blueprint, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response

from assessments.gradebook.api import CLOSE, VIEW
from certificates.acts.queries.act_files import act_file
from certificates.acts.services.queue_document import retry_document
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.files.store import file_store
from lms.core.files.uploads import PDF
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

blueprint = Blueprint("acts", __name__, url_prefix="/ediciones", template_folder="templates")


@blueprint.get("/<uuid:edition_id>/actas/<uuid:act_id>.pdf")
@permission(VIEW, CLOSE)
def download(edition_id: UUID, act_id: UUID) -> Response:
    """Send the PDF of an act."""
    found = act_file(read_session(), access().reach(VIEW), edition_id, act_id)
    return send_file(
        file_store().path(found.sha256),
        mimetype=PDF,
        as_attachment=True,
        download_name=f"acta-{found.number}.pdf",
    )


@blueprint.post("/<uuid:edition_id>/actas/<uuid:act_id>/repetir")
@permission(CLOSE)
def retry(edition_id: UUID, act_id: UUID) -> Response:
    """Draw an act again whose drawing failed."""
    with unit_of_work() as session:
        retry_document(
            session,
            access().actor,
            access().reach(CLOSE),
            act_id=act_id,
            edition_id=edition_id,
        )
    flash(_("El acta vuelve a la fila. Recargue la página en un momento."))
    return redirect(url_for("gradebook.closing", edition_id=edition_id), 303)
