"""The participant's pages: start, one question, review, result."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.quizzes.queries.attempt_pages import attempt_page, result_page
from assessments.quizzes.queries.own_attempt import AttemptFacts, own_attempt
from assessments.quizzes.queries.question_form import field_prefix
from assessments.quizzes.queries.start_page import start_page
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from assessments.quizzes.views.blueprints import learner as blueprint
from assessments.quizzes.views.form_fields import fields_of
from courses.learning.api import own_activity_context
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, signed_in

_QUIZ = "/<uuid:enrolment_id>/cuestionarios/<uuid:activity_id>"
_ATTEMPT = f"{_QUIZ}/intentos/<uuid:attempt_id>"


@blueprint.get(_QUIZ)
@signed_in
def start(enrolment_id: UUID, activity_id: UUID) -> str:
    """Show what the quiz is, the attempts so far and the way in."""
    page = start_page(read_session(), access().person_id, enrolment_id, activity_id)
    return render_template("quizzes/start.html", page=page)


@blueprint.post(_QUIZ)
@signed_in
def begin(enrolment_id: UUID, activity_id: UUID) -> Response:
    """Begin an attempt, or go on with the one that is open."""
    with unit_of_work() as session:
        context = own_activity_context(session, access().person_id, enrolment_id, activity_id)
        attempt_id = start_attempt(session, access().actor, context)
    return _to_question(enrolment_id, activity_id, attempt_id, 1)


@blueprint.get(f"{_ATTEMPT}/<int:number>")
@signed_in
def question(
    enrolment_id: UUID, activity_id: UUID, attempt_id: UUID, number: int
) -> str | Response:
    """Show one question; the others wait hidden, so that script can go on without a signal."""
    page = attempt_page(read_session(), access().person_id, attempt_id, number)
    _hold_together(page.facts, enrolment_id, activity_id)
    if not page.facts.is_open:
        return _to_result(page.facts)
    if page.facts.is_time_over:
        return render_template("quizzes/time_over.html", page=page)
    return render_template("quizzes/attempt.html", page=page)


@blueprint.post(f"{_ATTEMPT}/<int:number>")
@signed_in
def answer(enrolment_id: UUID, activity_id: UUID, attempt_id: UUID, number: int) -> Response:
    """Keep the answer of a plain form and go on: to the next question, or to the review."""
    with unit_of_work() as session:
        facts = own_attempt(session, access().person_id, attempt_id)
        _hold_together(facts, enrolment_id, activity_id)
        if not 1 <= number <= len(facts.layout):
            raise NotFoundError(_("Este intento no tiene esa pregunta."))
        prefix = field_prefix(number)
        kept = save_answer(
            session,
            access().person_id,
            attempt_id,
            GivenAnswer(
                question_id=facts.layout[number - 1][0],
                fields=fields_of(request.form, prefix),
                is_flagged=f"{prefix}flag" in request.form,
                sequence=None,
            ),
        )
    if kept.is_late:
        flash(_("Su respuesta llegó después del final. La guardamos para su docente."), "warn")
    if not facts.is_open:
        return _to_result(facts)
    if number == len(facts.layout):
        return redirect(_address("quizzes.review", facts), 303)
    return _to_question(enrolment_id, activity_id, attempt_id, number + 1)


@blueprint.get(f"{_ATTEMPT}/revisar")
@signed_in
def review(enrolment_id: UUID, activity_id: UUID, attempt_id: UUID) -> str | Response:
    """Show which questions are answered, and the button that sends the attempt."""
    page = attempt_page(read_session(), access().person_id, attempt_id, 1)
    _hold_together(page.facts, enrolment_id, activity_id)
    if not page.facts.is_open:
        return _to_result(page.facts)
    if page.facts.is_time_over:
        return render_template("quizzes/time_over.html", page=page)
    return render_template("quizzes/review.html", page=page)


@blueprint.post(f"{_ATTEMPT}/entregar")
@signed_in
def submit(enrolment_id: UUID, activity_id: UUID, attempt_id: UUID) -> Response:
    """Send the attempt; sent already, just show its result."""
    with unit_of_work() as session:
        facts = own_attempt(session, access().person_id, attempt_id)
        _hold_together(facts, enrolment_id, activity_id)
        submit_attempt(session, access().actor, attempt_id)
    return _to_result(facts)


@blueprint.get(f"{_ATTEMPT}/resultado")
@signed_in
def result(enrolment_id: UUID, activity_id: UUID, attempt_id: UUID) -> str | Response:
    """Show the score, and for each answer what its author says about it."""
    page = result_page(read_session(), access().person_id, attempt_id)
    _hold_together(page.facts, enrolment_id, activity_id)
    if page.facts.is_open:
        return redirect(_address("quizzes.review", page.facts), 303)
    return render_template("quizzes/result.html", page=page)


def _hold_together(facts: AttemptFacts, enrolment_id: UUID, activity_id: UUID) -> None:
    if (facts.enrolment_id, facts.activity_id) != (enrolment_id, activity_id):
        raise NotFoundError(_("No encontramos este intento entre los suyos."))


def _to_question(enrolment_id: UUID, activity_id: UUID, attempt_id: UUID, number: int) -> Response:
    return redirect(
        url_for(
            "quizzes.question",
            enrolment_id=enrolment_id,
            activity_id=activity_id,
            attempt_id=attempt_id,
            number=number,
        ),
        303,
    )


def _to_result(facts: AttemptFacts) -> Response:
    return redirect(_address("quizzes.result", facts), 303)


def _address(endpoint: str, facts: AttemptFacts) -> str:
    return url_for(
        endpoint,
        enrolment_id=facts.enrolment_id,
        activity_id=facts.activity_id,
        attempt_id=facts.id,
    )
