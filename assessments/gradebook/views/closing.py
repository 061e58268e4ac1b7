"""The closing of an edition: what it would do, and doing it."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.gradebook.forms.decisions import ClosingForm
from assessments.gradebook.permissions import CLOSE
from assessments.gradebook.queries.acts import rows_left_behind
from assessments.gradebook.queries.closing_page import closing_page
from assessments.gradebook.rules.act_content import ActIssuer
from assessments.gradebook.rules.outcome import Outcome
from assessments.gradebook.services.close_edition import close_edition
from assessments.gradebook.views.book import blueprint
from assessments.gradebook.words import outcome_word, state_kind, state_word
from courses.learning.api import EditionState
from lms.core import clock
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

Answer = str | Response | tuple[str, int]


@blueprint.get("/<uuid:edition_id>/cierre")
@permission(CLOSE)
def closing(edition_id: UUID) -> str:
    """Show who passes, who does not and who has not finished; the acts once it is closed."""
    return _page(edition_id, ClosingForm())


@blueprint.post("/<uuid:edition_id>/cierre")
@permission(CLOSE)
def close(edition_id: UUID) -> Answer:
    """Close the edition and write its acta de notas."""
    form = ClosingForm()
    if not form.validate():
        return _page(edition_id, form), 422
    try:
        with unit_of_work() as session:
            found = close_edition(
                session,
                access().actor,
                access().reach(CLOSE),
                edition_id,
                _issuer(),
                cut_short_reason=form.reason_to_cut_short,
            )
    except NotFoundError:
        raise
    except DomainError as error:
        form.refuse(error)
        return _page(edition_id, form), 409
    if found.is_new:
        flash(_("La edición quedó cerrada con el acta %(number)s.", number=found.number))
    else:
        flash(_("La edición ya estaba cerrada con el acta %(number)s.", number=found.number))
    return redirect(url_for(".closing", edition_id=edition_id), 303)


def _page(edition_id: UUID, form: ClosingForm) -> str:
    session = read_session()
    found = closing_page(
        session,
        access().reach(CLOSE),
        edition_id,
        outcome=_outcome(request.args.get("grupo")),
        number=page_number(request.args.get("pagina")),
    )
    edition = found.edition
    return render_template(
        "gradebook/closing.html",
        edition=edition,
        found=found,
        form=form,
        outcomes=[
            {
                "label": outcome_word(outcome),
                "url": url_for(".closing", edition_id=edition_id, grupo=outcome.value),
                "is_current": outcome is found.outcome,
                "count": found.counts[outcome],
            }
            for outcome in Outcome
        ],
        outcome_word=outcome_word,
        state_word=state_word,
        state_kind=state_kind,
        is_planned=edition.state is EditionState.PLANNED,
        is_closed=edition.state is EditionState.CLOSED,
        is_early=edition.ends_on >= clock.today(edition.zone),
        left_behind=len(rows_left_behind(session, edition)) if found.acts else 0,
    )


def _issuer() -> ActIssuer:
    school = current_app.extensions["gestores_settings"].school
    return ActIssuer(code=school.short_name, name=school.name, unit=school.parent, city=school.city)


def _outcome(typed: str | None) -> Outcome | None:
    return Outcome(typed) if typed in list(Outcome) else None
