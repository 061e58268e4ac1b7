"""Asking for a correction at the grading desk."""

from uuid import UUID

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from assessments.assignments.forms import CorrectionForm
from assessments.assignments.queries.desk_page import DeskPage, desk_page
from assessments.assignments.queries.queue_filter import typed_filter
from assessments.assignments.services.request_correction import request_correction
from assessments.assignments.views.grading import GRADE, blueprint, grading_reach, next_url
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission


@blueprint.get("/<uuid:submission_id>/corregir")
@permission(GRADE)
def ask_correction(submission_id: UUID) -> str:
    """Show the form that asks for a correction."""
    page = desk_page(read_session(), grading_reach(), submission_id)
    return _show(page, CorrectionForm(formdata=None))


@blueprint.post("/<uuid:submission_id>/corregir")
@permission(GRADE)
def return_submission(submission_id: UUID) -> Response | tuple[str, int]:
    """Return the submission with what to correct."""
    page = desk_page(read_session(), grading_reach(), submission_id)
    form = CorrectionForm()
    if not form.validate():
        return _show(page, form), 422
    try:
        with unit_of_work() as session:
            request_correction(
                session, access().actor, grading_reach(), submission_id, reason=form.reason.data
            )
    except ConflictError as error:
        form.refuse(error)
        return _show(page, form), 409
    flash(_("Se pidió la corrección a %(name)s.", name=page.head.person))
    return redirect(next_url(typed_filter(request.args), page), 303)


def _show(page: DeskPage, form: CorrectionForm) -> str:
    return render_template(
        "assignments/correction.html",
        page=page,
        form=form,
        chosen=typed_filter(request.args),
    )
