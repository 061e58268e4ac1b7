"""The list of what people send by hand, call, or look at because it is doubtful."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assessments.transfer import words
from assessments.transfer.models import Reminder
from assessments.transfer.queries.call_list import call_list
from assessments.transfer.queries.milestone_page import find_milestone
from assessments.transfer.services.work_calls import mark_bounced, mark_done
from assessments.transfer.views.plan import blueprint
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission


@blueprint.get("/seguimientos/llamadas")
@permission("manage_milestones")
def calls() -> str:
    """Show what waits to be sent by hand or called, and the doubtful e-mails."""
    return render_template(
        "transfer/calls.html",
        rows=call_list(read_session(), access().reach("manage_milestones")),
        words=words,
    )


@blueprint.post("/seguimientos/llamadas/<uuid:reminder_id>")
@permission("manage_milestones")
def mark_call(reminder_id: UUID) -> Response:
    """Mark a text as sent by hand, a call as made, or an e-mail as returned."""
    with unit_of_work() as session:
        _require_reminder(session, reminder_id)
        if request.form.get("accion") == "rebotado":
            mark_bounced(session, access().actor, reminder_id)
        else:
            mark_done(session, access().actor, reminder_id)
    return redirect(url_for(".calls"), 303)


def _require_reminder(session: Session, reminder_id: UUID) -> None:
    row = session.get(Reminder, reminder_id)
    if row is None:
        raise NotFoundError(_("No encontramos este recordatorio."))
    reach = access().reach("manage_milestones")
    if row.milestone_id is not None:
        find_milestone(session, reach, row.milestone_id)
    elif not reach.everything:
        raise NotFoundError(_("No encontramos este recordatorio."))
