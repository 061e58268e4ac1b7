"""The systematisation report of an edition as PDF."""

import io
from uuid import UUID

from flask import Blueprint, current_app, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assessments.transfer.api import find_printed_report
from certificates.documents.api import Issuer, ReportSection, WrittenReport, render_with_deadline
from lms.core import clock
from lms.core.access import Access
from lms.core.db.unit_of_work import read_session
from lms.core.errors import NotFoundError
from lms.core.files.uploads import PDF
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

blueprint = Blueprint("systematisation", __name__, template_folder="templates")
SEE = "manage_milestones"
DRAWING_SECONDS = 15.0


@blueprint.get("/transferencia/informes/<uuid:edition_id>.pdf")
@permission(SEE)
def report_pdf(edition_id: UUID) -> Response:
    """Send the report of an edition as it was written."""
    found = find_printed_report(read_session(), access().reach(SEE), edition_id)
    if found is None:
        raise NotFoundError(_("Este informe todavía no se generó."))
    settings = current_app.extensions["gestores_settings"]
    school = settings.school
    drawn = render_with_deadline(
        WrittenReport(
            issuer=Issuer(name=school.name, unit=school.parent, city=school.city),
            title=_("Informe de sistematización"),
            subtitle=found.edition_title,
            sections=tuple(ReportSection(title=title, text=text) for title, text in found.sections),
            dated=clock.local_date(found.changed_at),
            is_demonstration=not settings.may_issue_real_certificates,
        ),
        DRAWING_SECONDS,
    )
    return send_file(
        io.BytesIO(drawn), mimetype=PDF, as_attachment=True, download_name="informe.pdf"
    )


def pdf_link(_session: Session, asking: Access, *, edition_id: UUID) -> UUID | None:
    """Return the edition whose report is offered as PDF, None for who may not see it."""
    return edition_id if asking.may(SEE) else None
