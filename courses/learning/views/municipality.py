"""The page of a liaison: the people of the own municipality, with state and dates."""

from flask import Blueprint, render_template, request

from courses.learning.forms.editions import ActForm
from courses.learning.labels import ENROLMENT_TAGS
from courses.learning.queries.municipality_people import (
    municipality_people,
    reached_names,
    state_totals,
)
from courses.learning.rules.states import SEATED, WORKING, EnrolmentState
from lms.core.db.unit_of_work import read_session
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

blueprint = Blueprint(
    "municipality", __name__, url_prefix="/municipio", template_folder="../templates"
)


@blueprint.get("")
@permission("view_progress")
def people() -> str:
    """Show where the people of the municipality stand; no answers and no marks."""
    session = read_session()
    reach = access().reach("view_progress")
    typed = request.args.get("q", "")[:120]
    chosen = request.args.get("estado", "")
    state = EnrolmentState(chosen) if chosen in list(EnrolmentState) else None
    totals = state_totals(session, reach)
    filters = {"q": typed, "estado": state.value if state else ""}
    return render_template(
        "learning/municipality.html",
        names=reached_names(session, reach),
        found=municipality_people(
            session,
            reach,
            typed=typed,
            state=state,
            number=page_number(request.args.get("pagina")),
        ),
        seated=sum(totals.get(one, 0) for one in SEATED),
        working=sum(totals.get(one, 0) for one in WORKING),
        passed=totals.get(EnrolmentState.PASSED, 0),
        typed=typed,
        state=state,
        states=[(one.value, tag.label) for one, tag in ENROLMENT_TAGS.items()],
        tags=ENROLMENT_TAGS,
        query={key: value for key, value in filters.items() if value},
        may_make_codes=access().may("make_access_codes"),
        form=ActForm(),
    )
