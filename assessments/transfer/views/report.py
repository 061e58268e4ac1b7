"""The systematisation report of an edition: generated, edited, printed, taken as DOCX."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from assessments.transfer.models import Report
from assessments.transfer.report_document import report_docx
from assessments.transfer.services.write_report import edit_report, find_report, generate_report
from assessments.transfer.views.plan import blueprint
from courses.learning.api import EDITION, edition_is_within
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import NotFoundError
from lms.core.files.uploads import DOCX
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission


@blueprint.get("/transferencia/informes/<uuid:edition_id>")
@permission("manage_milestones")
def report(edition_id: UUID) -> str:
    """Show the report with a field for each section, or the way to generate it."""
    session = read_session()
    return render_template(
        "transfer/report.html",
        title=_title(session, edition_id),
        edition_id=edition_id,
        report=find_report(session, edition_id),
    )


@blueprint.post("/transferencia/informes/<uuid:edition_id>")
@permission("manage_milestones")
def save_report(edition_id: UUID) -> AnyResponse:
    """Generate the report anew, or keep what was edited."""
    with unit_of_work() as session:
        _title(session, edition_id)
        if request.form.get("accion") == "generar":
            generate_report(session, access().actor, edition_id)
        else:
            edit_report(
                session, access().actor, _standing(session, edition_id), request.form.to_dict()
            )
    flash(_("Informe guardado."))
    return redirect(url_for(".report", edition_id=edition_id), 303)


@blueprint.get("/transferencia/informes/<uuid:edition_id>/imprimir")
@permission("manage_milestones")
def print_report(edition_id: UUID) -> str:
    """Show the report as it is printed, or saved as PDF by the browser."""
    session = read_session()
    return render_template(
        "transfer/report_print.html",
        title=_title(session, edition_id),
        report=_standing(session, edition_id),
    )


@blueprint.get("/transferencia/informes/<uuid:edition_id>.docx")
@permission("manage_milestones")
def report_file(edition_id: UUID) -> Response:
    """Send the report as a Word document."""
    session = read_session()
    title = _title(session, edition_id)
    return Response(
        report_docx(title, _standing(session, edition_id).sections),
        content_type=DOCX,
        headers={"Content-Disposition": 'attachment; filename="informe.docx"'},
    )


def _title(session: Session, edition_id: UUID) -> str:
    title = session.scalar(
        select(EDITION.c.title).where(
            EDITION.c.id == edition_id, edition_is_within(access().reach("manage_milestones"))
        )
    )
    if title is None:
        raise NotFoundError(_("No encontramos esta edición."))
    return str(title)


def _standing(session: Session, edition_id: UUID) -> Report:
    found = find_report(session, edition_id)
    if found is None:
        raise NotFoundError(_("Este informe todavía no se generó."))
    return found
