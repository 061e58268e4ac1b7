"""The list of what people send by hand, call, or look at because it is doubtful."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer import words
from assessments.transfer.queries.call_list import call_list, require_reminder
from assessments.transfer.services.work_calls import mark_bounced, mark_done
from assessments.transfer.views.plan import blueprint
from assessments.transfer.views.typed import asked_id
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number


@blueprint.get("/seguimientos/llamadas")
@permission("manage_milestones")
def calls() -> str:
    """Show what waits to be sent by hand or called, and the doubtful e-mails."""
    return render_template(
        "transfer/calls.html",
        page=call_list(
            read_session(),
            access().reach("manage_milestones"),
            number=page_number(request.args.get("pagina")),
        ),
        words=words,
    )


@blueprint.post("/seguimientos/llamadas/<uuid:reminder_id>")
@permission("manage_milestones")
def mark_call(reminder_id: UUID) -> Response:
    """Mark a text as sent by hand, a call as made, or an e-mail as returned.

    `?seguimiento=` is the milestone whose page asked.
    """
    with unit_of_work() as session:
        require_reminder(session, access().reach("manage_milestones"), reminder_id)
        mark = mark_bounced if request.form.get("accion") == "rebotado" else mark_done
        mark(session, access().actor, reminder_id)
    milestone_id = asked_id("seguimiento")
    if milestone_id is not None:
        return redirect(url_for(".milestone", milestone_id=milestone_id), 303)
    return redirect(url_for(".calls", pagina=page_number(request.args.get("pagina"))), 303)
