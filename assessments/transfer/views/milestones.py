"""The list of milestones for coordination and trainers."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.transfer.queries.milestone_list import (
    MilestoneFilter,
    editions_with_milestones,
    milestone_list,
)
from assessments.transfer.rules.states import MilestoneState
from assessments.transfer.services.own_link import own_link
from assessments.transfer.views.plan import blueprint
from assessments.transfer.views.typed import asked_days, asked_id, asked_state
from assessments.transfer.words import milestone_state_words, stop_words
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.web.guards import access, permission, signed_in
from lms.core.web.pagination import page_number


@blueprint.get("/seguimientos")
@permission("view_milestones")
def milestones() -> str:
    """Show who is asked when, and where it stands."""
    session = read_session()
    reach = access().reach("view_milestones")
    wanted = MilestoneFilter(
        edition_id=asked_id("edicion"),
        state=asked_state("estado", MilestoneState),
        days=asked_days(),
    )
    return render_template(
        "transfer/milestones.html",
        page=milestone_list(session, reach, wanted, number=page_number(request.args.get("pagina"))),
        editions=editions_with_milestones(session, reach),
        wanted=wanted,
        states=[(state.value, milestone_state_words(state)) for state in MilestoneState],
        state_words=milestone_state_words,
        stop_words=stop_words,
        may_manage=access().may("manage_milestones"),
    )


@blueprint.post("/mi-formacion/seguimientos/<uuid:milestone_id>/responder")
@signed_in
def answer_own_milestone(milestone_id: UUID) -> Response:
    """Take a participant to the questions of an own milestone that is open."""
    with unit_of_work() as session:
        address = own_link(session, access().person_id, milestone_id)
    return redirect(url_for("transfer_link.open_link", token=address), 303)
