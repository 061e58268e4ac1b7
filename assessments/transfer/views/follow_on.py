"""What follows an answer: tutors' tasks and cases worth telling."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer.models import ReinforcementTask, SuccessCase
from assessments.transfer.queries.milestone_list import editions_with_milestones
from assessments.transfer.queries.milestone_page import find_milestone
from assessments.transfer.queries.worklists import cases, tutor_tasks
from assessments.transfer.services.follow_on import (
    finish_task,
    keep_interview,
    propose_cases,
    publish_case,
)
from assessments.transfer.views.plan import blueprint
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission


@blueprint.get("/seguimientos/refuerzo")
@permission("view_milestones")
def tutor_tasks_page() -> str:
    """Show who stayed below target, for the tutor to talk to."""
    return render_template(
        "transfer/tasks.html",
        rows=tutor_tasks(read_session(), access().reach("view_milestones")),
        error=None,
    )


@blueprint.post("/seguimientos/refuerzo/<uuid:task_id>")
@permission("view_milestones")
def save_task(task_id: UUID) -> Response | tuple[str, int]:
    """Write down what came of the talk."""
    try:
        with unit_of_work() as session:
            task = session.get(ReinforcementTask, task_id)
            if task is None:
                raise NotFoundError(_("No encontramos esta tarea."))
            find_milestone(session, access().reach("view_milestones"), task.milestone_id)
            finish_task(session, access().actor, task_id, note=request.form.get("note", ""))
    except NotFoundError:
        raise
    except DomainError as error:
        rows = tutor_tasks(read_session(), access().reach("view_milestones"))
        return render_template("transfer/tasks.html", rows=rows, error=error), 422
    flash(_("Conversación guardada."))
    return redirect(url_for(".tutor_tasks_page"), 303)


@blueprint.get("/seguimientos/casos")
@permission("manage_milestones")
def success_cases() -> str:
    """Show the cases worth telling, and where to propose those of an edition."""
    session = read_session()
    reach = access().reach("manage_milestones")
    return render_template(
        "transfer/cases.html",
        rows=cases(session, reach),
        editions=editions_with_milestones(session, reach),
    )


@blueprint.post("/seguimientos/casos")
@permission("manage_milestones")
def propose_success_cases() -> Response:
    """Propose the top and bottom four of an edition at 90 days."""
    try:
        edition_id = UUID(request.form.get("edition", ""))
    except ValueError as error:
        raise NotFoundError(_("Elija una edición de la lista.")) from error
    with unit_of_work() as session:
        reach = access().reach("manage_milestones")
        if edition_id not in dict(editions_with_milestones(session, reach)):
            raise NotFoundError(_("Elija una edición de la lista."))
        made = propose_cases(session, edition_id)
    flash(_("Casos nuevos: %(made)s.", made=made))
    return redirect(url_for(".success_cases"), 303)


@blueprint.post("/seguimientos/casos/<uuid:case_id>")
@permission("manage_milestones")
def save_case(case_id: UUID) -> Response:
    """Keep an interview with its consents, and publish it when asked and allowed."""
    with unit_of_work() as session:
        case = session.get(SuccessCase, case_id)
        if case is None:
            raise NotFoundError(_("No encontramos este caso."))
        find_milestone(session, access().reach("manage_milestones"), case.milestone_id)
        keep_interview(
            session,
            access().actor,
            case_id,
            answers={
                name: request.form.get(name, "")
                for name in ("used", "result", "how_known", "helped", "improve")
            },
            has_person_consent=request.form.get("person_consent") == "1",
            has_entity_consent=request.form.get("entity_consent") == "1",
        )
        if request.form.get("accion") == "publicar":
            publish_case(session, access().actor, case_id)
    flash(_("Caso guardado."))
    return redirect(url_for(".success_cases"), 303)
