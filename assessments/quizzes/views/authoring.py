"""Pages about the quiz itself: preview as a participant, corrected key, settings."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from assessments.questions.api import (
    BankQuestion,
    Body,
    QuestionKind,
    get_question,
    past_bodies,
    read_response,
    right_in_words,
    right_response,
    with_key,
)
from assessments.quizzes.forms.grading import KeyForm, QuizSettingsForm
from assessments.quizzes.permissions import GRADE, SET_UP
from assessments.quizzes.queries.correction_effect import correction
from assessments.quizzes.queries.edition_quizzes import quiz_within
from assessments.quizzes.queries.preview import (
    SEEDS,
    played_alone,
    preview_questions,
    preview_result,
)
from assessments.quizzes.queries.question_form import field_prefix, question_form
from assessments.quizzes.queries.start_page import quiz_facts
from assessments.quizzes.rules.states import FeedbackWhen
from assessments.quizzes.services.change_quiz import QuizSettings, change_quiz
from assessments.quizzes.services.correct_key import correct_key, refuse_foreign
from assessments.quizzes.views.blueprints import staff as blueprint
from assessments.quizzes.views.desk import reach
from assessments.quizzes.views.form_fields import fields_of
from lms.core import ids
from lms.core.db.unit_of_work import read_session, unit_of_work
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _
from lms.core.web.guards import access, permission

_QUIZ = "/<uuid:edition_id>/cuestionarios/<uuid:activity_id>"
_KEY = f"{_QUIZ}/preguntas/<uuid:question_id>/clave"
_PREFIX = field_prefix(1)


@blueprint.route(f"{_QUIZ}/vista-previa", methods=["GET", "POST"])
@permission(GRADE)
def preview(edition_id: UUID, activity_id: UUID) -> str:
    """Show a draw as a participant gets it, and what given answers would earn; stores nothing."""
    session = read_session()
    title = quiz_within(session, reach(), edition_id, activity_id)
    seed = request.values.get("semilla", type=int)
    seed = ids.new_id().int % SEEDS if seed is None else abs(seed) % SEEDS
    questions = preview_questions(session, activity_id, quiz_facts(session, activity_id), seed)
    given = [
        read_response(question.body, fields_of(request.form, field_prefix(question.number)))
        for question in questions
    ]
    results = [preview_result(q, g) for q, g in zip(questions, given, strict=True)]
    return render_template(
        "quizzes/desk/preview.html",
        edition=title.edition,
        title=title,
        seed=seed,
        questions=[question_form(q, g) for q, g in zip(questions, given, strict=True)],
        results=results if request.method == "POST" else [],
    )


@blueprint.route(f"{_QUIZ}/ajustes", methods=["GET", "POST"])
@permission(SET_UP)
def settings(edition_id: UUID, activity_id: UUID) -> str | Response | tuple[str, int]:
    """Change draw, time, attempts and feedback of attempts that begin from now on."""
    session = read_session()
    title = quiz_within(session, access().reach(SET_UP), edition_id, activity_id)
    form = QuizSettingsForm(obj=quiz_facts(session, activity_id))
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate():
            wanted = QuizSettings(
                draw=form.draw.data,
                time_limit_minutes=form.time_limit_minutes.data,
                max_attempts=form.max_attempts.data,
                feedback_when=FeedbackWhen(form.feedback_when.data),
            )
            try:
                with unit_of_work() as writing:
                    change_quiz(writing, access().actor, activity_id, wanted)
            except DomainError as error:
                form.refuse(error)
                status = 409
            else:
                flash(_("Ajustes guardados. Valen para los intentos que empiecen desde ahora."))
                return redirect(
                    url_for("quiz_desk.statistics", edition_id=edition_id, activity_id=activity_id),
                    303,
                )
    html = render_template(
        "quizzes/desk/settings.html", edition=title.edition, title=title, form=form
    )
    return html, status


@blueprint.get(_KEY)
@permission(GRADE)
def key(edition_id: UUID, activity_id: UUID, question_id: UUID) -> str:
    """Show the key of a question as a form."""
    question = _question(edition_id, activity_id, question_id)
    form = KeyForm(formdata=None, revision=question.revision)
    return _key_page(edition_id, question, form, question.body)


@blueprint.post(_KEY)
@permission(GRADE)
def change_the_key(
    edition_id: UUID, activity_id: UUID, question_id: UUID
) -> str | Response | tuple[str, int]:
    """Show what another key would do; once confirmed, do it."""
    question = _question(edition_id, activity_id, question_id)
    form = KeyForm()
    body = with_key(question.body, fields_of(request.form, _PREFIX))
    if body is None:
        form.validate()
        refusal = _("La clave está incompleta o se puede leer de dos maneras. Complétela.")
        form.form_errors = [*form.form_errors, refusal]
        return _key_page(edition_id, question, form, question.body), 422
    if not form.validate():
        return _key_page(edition_id, question, form, body), 422
    if request.form.get("acto") != "aplicar":
        return _effect_page(edition_id, question, form, body)
    lowers = form.lowers.data == "1" and access().may(SET_UP)
    try:
        with unit_of_work() as session:
            title = quiz_within(session, reach(), edition_id, activity_id)
            current = get_question(session, activity_id, question_id)
            _refuse_stale(current, form)
            effect = correct_key(
                session,
                access().actor,
                current,
                body,
                quiz=quiz_facts(session, title.activity_id),
                reach=reach(),
                lowers=lowers,
                reason=form.reason.data,
            )
    except DomainError as error:
        form.refuse(error)
        return _key_page(edition_id, question, form, body), 409
    flash(
        _(
            "Clave corregida. Cambió la nota de %(changed)s de %(attempts)s intentos.",
            changed=effect.raised + (effect.lowered if lowers else 0),
            attempts=effect.attempts,
        )
    )
    return redirect(
        url_for("quiz_desk.statistics", edition_id=edition_id, activity_id=activity_id), 303
    )


def _refuse_stale(question: BankQuestion, form: KeyForm) -> None:
    if question.revision != form.revision.data:
        raise DomainError(
            _("Otra persona corrigió esta clave mientras tanto. Revise cómo quedó."),
            code="key_changed",
        )


def _question(edition_id: UUID, activity_id: UUID, question_id: UUID) -> BankQuestion:
    session = read_session()
    quiz_within(session, reach(), edition_id, activity_id)
    question = get_question(session, activity_id, question_id)
    if question.kind is QuestionKind.ESSAY:
        raise NotFoundError(_("Una pregunta abierta no tiene clave: la lee su docente."))
    return question


def _key_page(edition_id: UUID, question: BankQuestion, form: KeyForm, body: Body) -> str:
    title = quiz_within(read_session(), reach(), edition_id, question.activity_id)
    return render_template(
        "quizzes/desk/key.html",
        edition=title.edition,
        title=title,
        question=question,
        control=question_form(played_alone(question, body), right_response(body)),
        body=body,
        form=form,
        past=past_bodies(read_session(), question.id),
    )


def _effect_page(edition_id: UUID, question: BankQuestion, form: KeyForm, body: Body) -> str:
    session = read_session()
    title = quiz_within(session, reach(), edition_id, question.activity_id)
    quiz = quiz_facts(session, question.activity_id)
    found = correction(session, reach(), question, body, quiz.pass_percent)
    refuse_foreign(found)
    return render_template(
        "quizzes/desk/effect.html",
        edition=title.edition,
        title=title,
        question=question,
        quiz=quiz,
        found=found,
        before=right_in_words(question.body),
        after=right_in_words(body),
        form=form,
        repeated=[
            (name, value)
            for name in request.form
            if name.startswith(_PREFIX)
            for value in request.form.getlist(name)
        ],
        may_lower=access().may(SET_UP),
    )
