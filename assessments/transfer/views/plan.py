"""The participant's own plan: written, kept as a draft, sent."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer.forms.plan import PlanForm, form_from, typed_values
from assessments.transfer.queries.plan_page import PlanPage, plan_context, plan_page
from assessments.transfer.rules.plan import faults_of
from assessments.transfer.services.answer_plan import ask_supervisor
from assessments.transfer.services.write_plan import save_draft, send_plan
from assessments.transfer.words import plan_state_words
from lms.core import clock
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _
from lms.core.web.formats import hour
from lms.core.web.guards import access, signed_in

blueprint = Blueprint("transfer", __name__, template_folder="../templates")


@blueprint.get("/mi-formacion/<uuid:enrolment_id>/plan", endpoint="plan_page")
@signed_in
def plan_page_view(enrolment_id: UUID) -> str:
    """Show the plan; `?ejemplo=1` fills the first commitment with an example of the course."""
    page = plan_page(read_session(), access().person_id, enrolment_id)
    return _shown(page, form_from(_with_example(page)))


@blueprint.post("/mi-formacion/<uuid:enrolment_id>/plan")
@signed_in
def save_plan(enrolment_id: UUID) -> Response | tuple[str, int]:
    """Keep the draft, or send the plan."""
    if request.form.get("accion") == "borrador":
        _keep_draft(enrolment_id)
        flash(_("Borrador guardado. Puede seguir cuando quiera."))
        return redirect(url_for(".plan_page", enrolment_id=enrolment_id), 303)
    form = PlanForm()
    is_valid = form.validate_on_submit()
    faults = faults_of(form.value(), clock.today()) if is_valid else ()
    if not is_valid or faults:
        form.show_faults(faults)
        return _shown(plan_page(read_session(), access().person_id, enrolment_id), form), 422
    try:
        with unit_of_work() as session:
            context = plan_context(session, access().person_id, enrolment_id)
            plan_id = send_plan(session, access().actor, context, form.value())
            ask_supervisor(session, context, plan_id)
    except DomainError as error:
        form.refuse(error)
        return _shown(plan_page(read_session(), access().person_id, enrolment_id), form), 409
    flash(_("Plan enviado. Su jefatura podrá verlo y decir si está de acuerdo."))
    return redirect(url_for(".plan_page", enrolment_id=enrolment_id), 303)


@blueprint.post("/mi-formacion/<uuid:enrolment_id>/plan/borrador")
@signed_in
def save_plan_draft(enrolment_id: UUID) -> dict[str, str]:
    """Keep the draft as it is being typed; the script of the page calls it."""
    _keep_draft(enrolment_id)
    return {"at": hour(clock.now())}


def _keep_draft(enrolment_id: UUID) -> None:
    with unit_of_work() as session:
        context = plan_context(session, access().person_id, enrolment_id)
        save_draft(session, context, typed_values(request.form.to_dict()))


def _with_example(page: PlanPage) -> dict[str, object]:
    values = dict(page.values)
    asked = request.args.get("ejemplo", "")
    if not (asked.isdigit() and 1 <= int(asked) <= len(page.examples) and page.is_editable):
        return values
    example = page.examples[int(asked) - 1]
    return values | {
        "commitments-0-situation": example.situation.removeprefix("Si ").strip(),
        "commitments-0-action": example.action.removeprefix("entonces").strip(" ,"),
        "commitments-0-indicator": example.indicator,
        "commitments-0-unit": example.unit,
        "commitments-0-target": example.target,
        "commitments-0-baseline": example.baseline,
        "commitments-0-direction": example.direction,
    }


def _shown(page: PlanPage, form: PlanForm) -> str:
    return render_template(
        "transfer/plan.html",
        page=page,
        form=form,
        state_words=plan_state_words,
        today=clock.today(page.context.zone),
    )
