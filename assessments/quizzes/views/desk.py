"""Trainer's pages: quizzes of an edition, statistics, attempts, answers that wait."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from assessments.quizzes.forms.grading import EssayForm, MoreTimeForm
from assessments.quizzes.permissions import GRADE, SET_UP
from assessments.quizzes.queries.answer_key import QuizKey, answer_key
from assessments.quizzes.queries.attempt_list import attempt_list
from assessments.quizzes.queries.attempt_pages import result_of
from assessments.quizzes.queries.edition_quizzes import (
    attempt_within,
    edition_quizzes,
    quiz_within,
)
from assessments.quizzes.queries.quiz_statistics import quiz_statistics
from assessments.quizzes.queries.waiting_answers import waiting_answers
from assessments.quizzes.rules.states import LateDecision
from assessments.quizzes.services.decide_late_answer import decide_late_answer
from assessments.quizzes.services.extend_attempt import extend_attempt
from assessments.quizzes.services.grade_essay import grade_essay
from assessments.quizzes.views.blueprints import staff as blueprint
from courses.learning.api import EditionTab, edition_within
from lms.accounts.api import person_card
from lms.core.access import Access, Reach
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission
from lms.core.web.pagination import page_number

_BASE = "/<uuid:edition_id>/cuestionarios"
_WAITING = f"{_BASE}/por-calificar"
_ONE = f"{_WAITING}/<uuid:attempt_id>/<uuid:question_id>"


def reach() -> Reach:
    """Return how far who asks may read and grade attempts."""
    return access().reach(GRADE)


def edition_tab(_session: Session, asking: Access, *, edition_id: UUID) -> EditionTab | None:
    """Return the tab of quizzes among the edition's."""
    if not asking.may(GRADE):
        return None
    url = url_for("quiz_desk.quizzes", edition_id=edition_id)
    return EditionTab(label=_("Cuestionarios"), url=url, order=62)


def guide_section(
    session: Session, asking: Access, *, edition_id: UUID
) -> tuple[QuizKey, ...] | None:
    """Return the answers for the end of the trainer's guide, to who may grade."""
    if not asking.may(GRADE):
        return None
    return answer_key(session, edition_within(session, asking.reach(GRADE), edition_id))


@blueprint.get(_BASE)
@permission(GRADE)
def quizzes(edition_id: UUID) -> str:
    """Show the quizzes of an edition and what waits in them."""
    page = edition_quizzes(read_session(), reach(), edition_id)
    return render_template("quizzes/desk/quizzes.html", edition=page.edition, page=page)


@blueprint.get(f"{_BASE}/<uuid:activity_id>")
@permission(GRADE)
def statistics(edition_id: UUID, activity_id: UUID) -> str:
    """Show how each question was answered, with its denominators."""
    title = quiz_within(read_session(), reach(), edition_id, activity_id)
    page = quiz_statistics(read_session(), title)
    return render_template(
        "quizzes/desk/statistics.html",
        edition=title.edition,
        page=page,
        may_set_up=access().may(SET_UP),
    )


@blueprint.get(f"{_BASE}/<uuid:activity_id>/intentos")
@permission(GRADE)
def attempts(edition_id: UUID, activity_id: UUID) -> str:
    """Show the attempts of a quiz, by participant."""
    title = quiz_within(read_session(), reach(), edition_id, activity_id)
    page = attempt_list(read_session(), title, page_number(request.args.get("pagina")))
    return render_template(
        "quizzes/desk/attempts.html", edition=title.edition, title=title, page=page
    )


@blueprint.route(f"{_BASE}/intentos/<uuid:attempt_id>", methods=["GET", "POST"])
@permission(GRADE)
def attempt(edition_id: UUID, attempt_id: UUID) -> str | Response | tuple[str, int]:
    """Show one attempt whole; give it more time while it runs against a limit."""
    form = MoreTimeForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                with unit_of_work() as session:
                    facts = attempt_within(session, reach(), edition_id, attempt_id)
                    extend_attempt(
                        session,
                        access().actor,
                        facts,
                        minutes=form.minutes.data,
                        reason=form.reason.data,
                    )
            except ConflictError as error:
                form.refuse(error)
                status = 409
            else:
                flash(_("Tiene %(minutes)s minutos más.", minutes=form.minutes.data))
                return redirect(request.path, 303)
    session = read_session()
    facts = attempt_within(session, reach(), edition_id, attempt_id)
    html = render_template(
        "quizzes/desk/attempt.html",
        edition=edition_within(session, reach(), edition_id),
        page=result_of(session, facts, shows_key=True),
        person=person_card(session, facts.person_id),
        form=form,
    )
    return html, status


@blueprint.get(_WAITING)
@permission(GRADE)
def waiting(edition_id: UUID) -> str:
    """Show essays to read and late answers to decide about, oldest first."""
    return _waiting_page(edition_id, None, None)


@blueprint.post(_ONE)
@permission(GRADE)
def grade(edition_id: UUID, attempt_id: UUID, question_id: UUID) -> Response | tuple[str, int]:
    """Grade an essay."""
    form = EssayForm()
    if not form.validate():
        return _waiting_page(edition_id, (attempt_id, question_id), form), 422
    with unit_of_work() as session:
        facts = attempt_within(session, reach(), edition_id, attempt_id)
        grade_essay(
            session,
            access().actor,
            facts,
            question_id,
            percent=form.percent.data,
            comment=form.comment.data or "",
        )
    flash(_("Nota guardada. La persona ya la ve."))
    return redirect(url_for("quiz_desk.waiting", edition_id=edition_id), 303)


@blueprint.post(f"{_ONE}/tarde")
@permission(GRADE)
def decide(edition_id: UUID, attempt_id: UUID, question_id: UUID) -> Response:
    """Count a late answer or leave it out."""
    accepts = request.form.get("decision") == LateDecision.ACCEPTED
    decision = LateDecision.ACCEPTED if accepts else LateDecision.DECLINED
    with unit_of_work() as session:
        facts = attempt_within(session, reach(), edition_id, attempt_id)
        decide_late_answer(session, access().actor, facts, question_id, decision)
    flash(_("La respuesta cuenta.") if accepts else _("La respuesta no cuenta y queda guardada."))
    return redirect(url_for("quiz_desk.waiting", edition_id=edition_id), 303)


def _waiting_page(
    edition_id: UUID, refused: tuple[UUID, UUID] | None, form: EssayForm | None
) -> str:
    session = read_session()
    edition = edition_within(session, reach(), edition_id)
    page = waiting_answers(session, reach(), edition_id, page_number(request.args.get("pagina")))
    forms = {(row.attempt_id, row.question_id): EssayForm(formdata=None) for row in page.rows}
    if refused is not None and form is not None:
        forms[refused] = form
    return render_template(
        "quizzes/desk/waiting.html", edition=edition, page=page, forms=forms, refused=refused
    )
