"""Rectifications: who is looked for, the new mark with its reason, the act of what changed."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.assignments.api import PublishedGrade, find_published_grade
from assessments.gradebook.forms.decisions import MarkForm, ReasonForm, RubricMarkForm
from assessments.gradebook.permissions import CLOSE
from assessments.gradebook.queries.acts import rows_left_behind
from assessments.gradebook.queries.gradebook_page import gradebook_page
from assessments.gradebook.queries.participants import Wanted
from assessments.gradebook.queries.rectifiable import rectifiable
from assessments.gradebook.services.rectify import (
    Correction,
    rectify_differences,
    rectify_mark,
)
from assessments.gradebook.views.book import blueprint
from assessments.gradebook.words import state_word
from courses.learning.api import edition_within
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

Answer = str | Response | tuple[str, int]
_LONGEST_SEARCH = 80
_LEVELS = ("0", "1", "2", "3")


@blueprint.route("/<uuid:edition_id>/cierre/rectificar", methods=["GET", "POST"])
@permission(CLOSE)
def rectification(edition_id: UUID) -> Answer:
    """Show what the acts no longer say and find a person; POST writes the act of differences."""
    form = ReasonForm()
    if request.method == "GET":
        return _page(edition_id, form)
    if not form.validate():
        return _page(edition_id, form), 422
    try:
        with unit_of_work() as session:
            found = rectify_differences(
                session,
                access().actor,
                access().reach(CLOSE),
                edition_id,
                reason=form.reason.data,
            )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return _page(edition_id, form), 409
    flash(_("Quedó el acta rectificatoria %(number)s.", number=found.number))
    return redirect(url_for(".closing", edition_id=edition_id), 303)


@blueprint.route(
    "/<uuid:edition_id>/cierre/rectificar/<uuid:enrolment_id>/<uuid:activity_id>",
    methods=["GET", "POST"],
)
@permission(CLOSE)
def rectify(edition_id: UUID, enrolment_id: UUID, activity_id: UUID) -> Answer:
    """Ask for the new mark and the reason, then write the rectifying act."""
    reach = access().reach(CLOSE)
    edition = edition_within(read_session(), reach, edition_id)
    mark = rectifiable(read_session(), edition_id, enrolment_id, activity_id)
    graded = find_published_grade(read_session(), enrolment_id, activity_id)
    form = RubricMarkForm() if graded else MarkForm()
    shown = {
        "edition": edition,
        "mark": mark,
        "graded": graded,
        "levels": _typed_levels(graded) or (graded.levels if graded else {}),
        "form": form,
        "state_word": state_word,
    }
    if request.method == "GET":
        return render_template("gradebook/rectify.html", **shown)
    if not form.validate():
        return render_template("gradebook/rectify.html", **shown), 422
    try:
        with unit_of_work() as session:
            found = rectify_mark(
                session,
                access().actor,
                reach,
                edition_id,
                Correction(
                    enrolment_id=enrolment_id,
                    activity_id=activity_id,
                    score_percent=form.score_percent.data,
                    levels=_typed_levels(graded) if graded else None,
                    reason=form.reason.data,
                ),
            )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return render_template("gradebook/rectify.html", **shown), 409
    flash(_("La nota cambió. Quedó el acta rectificatoria %(number)s.", number=found.number))
    return redirect(url_for(".closing", edition_id=edition_id), 303)


def _typed_levels(graded: PublishedGrade | None) -> dict[str, int]:
    """Return the levels that were chosen; what is no level is left out."""
    if graded is None:
        return {}
    chosen = {row.code: request.form.get(f"nivel_{row.code}", "") for row in graded.rubric}
    return {code: int(typed) for code, typed in chosen.items() if typed in _LEVELS}


def _page(edition_id: UUID, form: ReasonForm) -> str:
    session = read_session()
    typed = request.args.get("q", "").strip()[:_LONGEST_SEARCH]
    reach = access().reach(CLOSE)
    edition = edition_within(session, reach, edition_id)
    found = (
        gradebook_page(session, reach, edition_id, wanted=Wanted(words=typed), number=1)
        if typed
        else None
    )
    return render_template(
        "gradebook/rectification.html",
        edition=edition,
        form=form,
        typed=typed,
        people=found.page.rows if found else (),
        people_total=found.page.total if found else 0,
        differences=rows_left_behind(session, edition),
        state_word=state_word,
    )
