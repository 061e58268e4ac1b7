"""What coordination decides on marks: the weights of an edition, exemptions of a person."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.gradebook.forms.decisions import ReasonForm, WeightsForm, weights_form
from assessments.gradebook.permissions import MANAGE
from assessments.gradebook.queries.layout import Layout, edition_layout
from assessments.gradebook.queries.rectifiable import rectifiable
from assessments.gradebook.services.exempt import exempt
from assessments.gradebook.services.set_weights import return_to_course_weights, set_weights
from assessments.gradebook.views.book import blueprint
from courses.learning.api import EditionCard, EditionState, edition_within
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

Answer = str | Response | tuple[str, int]


@blueprint.route("/<uuid:edition_id>/calificaciones/pesos", methods=["GET", "POST"])
@permission(MANAGE)
def weights(edition_id: UUID) -> Answer:
    """Show and set the weights of an edition; they add up to 100."""
    reach = access().reach(MANAGE)
    session = read_session()
    edition = edition_within(session, reach, edition_id)
    layout = edition_layout(session, edition)
    form = weights_form(layout)
    if request.method == "GET":
        return _weights_page(edition, layout, form)
    is_return = request.form.get("volver") == "1"
    if not (form.reason.validate(form) if is_return else form.validate()):
        return _weights_page(edition, layout, form), 422
    try:
        with unit_of_work() as work:
            if is_return:
                is_changed = return_to_course_weights(
                    work, access().actor, reach, edition_id, reason=form.reason.data
                )
            else:
                is_changed = set_weights(
                    work,
                    access().actor,
                    reach,
                    edition_id,
                    form.weights(),
                    reason=form.reason.data,
                )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return _weights_page(edition, layout, form), 409
    flash(_("Los pesos quedaron guardados.") if is_changed else _("Los pesos ya eran esos."))
    return redirect(url_for(".book", edition_id=edition_id), 303)


@blueprint.route(
    "/<uuid:edition_id>/calificaciones/<uuid:enrolment_id>/eximir/<uuid:activity_id>",
    methods=["GET", "POST"],
)
@permission(MANAGE)
def exemption(edition_id: UUID, enrolment_id: UUID, activity_id: UUID) -> Answer:
    """Ask for the reason, then exempt a person from an activity."""
    reach = access().reach(MANAGE)
    edition = edition_within(read_session(), reach, edition_id)
    mark = rectifiable(read_session(), edition_id, enrolment_id, activity_id)
    form = ReasonForm()
    shown = {"edition": edition, "mark": mark, "form": form}
    if request.method == "GET":
        return render_template("gradebook/exempt.html", **shown)
    if not form.validate():
        return render_template("gradebook/exempt.html", **shown), 422
    try:
        with unit_of_work() as session:
            exempt(
                session,
                access().actor,
                reach,
                edition_id,
                enrolment_id=enrolment_id,
                activity_id=activity_id,
                reason=form.reason.data,
            )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return render_template("gradebook/exempt.html", **shown), 409
    flash(_("%(name)s quedó exenta de «%(title)s».", name=mark.person_name, title=mark.title))
    return redirect(url_for(".person", edition_id=edition_id, enrolment_id=enrolment_id), 303)


def _weights_page(edition: EditionCard, layout: Layout, form: WeightsForm) -> str:
    return render_template(
        "gradebook/weights.html",
        edition=edition,
        layout=layout,
        form=form,
        is_closed=edition.state is EditionState.CLOSED,
    )
