"""Gives an essay its score and what the trainer says about it."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.api import QuestionKind, get_question
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import AttemptFacts
from assessments.quizzes.rules.states import AttemptState
from assessments.quizzes.services.settle_attempt import settle_attempt
from assessments.quizzes.services.tell_participants import tell_graded
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _


def grade_essay(
    session: Session,
    actor: Actor,
    facts: AttemptFacts,
    question_id: UUID,
    *,
    percent: int,
    comment: str,
) -> None:
    """Grade an essay of a sent attempt, again if need be: the newest grade counts.

    Raises ConflictError before sending and once the edition is closed for the person.
    """
    attempt = session.get_one(Attempt, facts.id, with_for_update=True)
    if facts.is_open:
        raise ConflictError(_("Este intento todavía no se entregó."), code="not_sent")
    if not facts.is_under_way:
        raise ConflictError(
            _("La edición está cerrada: su acta ya tiene las notas."), code="closed"
        )
    question = get_question(session, facts.activity_id, question_id)
    answer = session.get(Answer, (facts.id, question_id))
    if answer is None or question.kind is not QuestionKind.ESSAY:
        raise NotFoundError(_("No encontramos esa respuesta."))
    before = {"score": answer.score, "comment": answer.comment}
    was_graded = answer.score is not None
    answer.score = percent / 100
    answer.comment = comment or None
    answer.graded_by_person_id = actor.person_id
    answer.scored_revision = question.revision
    record_change(
        session,
        actor,
        action="quizzes.grade_essay",
        object_kind="quiz_attempt",
        object_id=facts.id,
        before=before,
        after={"question_id": question_id, "score": answer.score, "comment": answer.comment},
    )
    settle_attempt(session, actor, facts, replaces=was_graded)
    if attempt.state is AttemptState.GRADED:
        tell_graded(session, facts)
