"""The administrator's pages of background jobs and of e-mail."""

from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lms.audit.api import record_change
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.i18n import gettext as _
from lms.core.jobs.lease import revive
from lms.core.jobs.models import JobState
from lms.core.mail.models import MailState
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number
from lms.operations.queries.job_list import jobs_page
from lms.operations.queries.mail_list import mail_page, one_mail

blueprint = Blueprint(
    "operations", __name__, template_folder="../templates", url_prefix="/operacion"
)
State = TypeVar("State", bound=StrEnum)


@blueprint.get("/trabajos")
@permission("manage_jobs")
def jobs() -> str:
    """Show jobs of one state, and how many there are of each."""
    state = _state(JobState, request.args.get("estado")) or JobState.DEAD
    page = jobs_page(read_session(), state=state, number=page_number(request.args.get("pagina")))
    return render_template("operations/jobs.html", page=page, state=state, states=list(JobState))


@blueprint.post("/trabajos/<uuid:job_id>/repetir")
@permission("manage_jobs")
def rerun(job_id: UUID) -> Response:
    """Make a dead job ready again."""
    with unit_of_work() as session:
        is_revived = revive(session, job_id)
        if is_revived:
            record_change(
                session,
                access().actor,
                action="operations.rerun_job",
                object_kind="job",
                object_id=job_id,
                before={"state": JobState.DEAD},
                after={"state": JobState.READY},
            )
    if is_revived:
        flash(_("El trabajo vuelve a la fila. Repetirlo no duplica nada."))
    else:
        flash(_("Ese trabajo ya no está detenido: quizá otra persona lo repitió."))
    return redirect(url_for("operations.jobs"), 303)


@blueprint.get("/correos")
@permission("manage_jobs")
def mail() -> str:
    """Show e-mails, newest first."""
    state = _state(MailState, request.args.get("estado"))
    page = mail_page(read_session(), state=state, number=page_number(request.args.get("pagina")))
    return render_template("operations/mail.html", page=page, state=state, states=list(MailState))


@blueprint.get("/correos/<uuid:mail_id>")
@permission("manage_jobs")
def one(mail_id: UUID) -> str:
    """Show one e-mail as it was written."""
    return render_template("operations/one_mail.html", mail=one_mail(read_session(), mail_id))


def _state(states: type[State], typed: str | None) -> State | None:
    try:
        return states(typed) if typed else None
    except ValueError:
        return None
