"""Counts an answer that arrived after the end, or leaves it out: the trainer's decision."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.api import from_stored_response, get_question, score_of
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import AttemptFacts
from assessments.quizzes.rules.states import LateDecision
from assessments.quizzes.services.settle_attempt import settle_attempt
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import ConflictError, NotFoundError
from lms.core.i18n import gettext as _


def decide_late_answer(
    session: Session,
    actor: Actor,
    facts: AttemptFacts,
    question_id: UUID,
    decision: LateDecision,
) -> None:
    """Record the decision; an accepted answer takes the place of the one that counted.

    The same decision again changes nothing. Raises ConflictError where it was decided otherwise,
    and once the edition is closed for the person.
    """
    session.get_one(Attempt, facts.id, with_for_update=True)
    answer = session.get(Answer, (facts.id, question_id), populate_existing=True)
    if answer is None or answer.late_response is None:
        raise NotFoundError(_("No encontramos esa respuesta."))
    if answer.late_decision is decision:
        return
    if answer.late_decision is not None:
        raise ConflictError(_("Ya se decidió sobre esta respuesta."), code="decided")
    if not facts.is_under_way:
        raise ConflictError(
            _("La edición está cerrada: su acta ya tiene las notas."), code="closed"
        )
    answer.late_decision = decision
    record_change(
        session,
        actor,
        action="quizzes.decide_late_answer",
        object_kind="quiz_attempt",
        object_id=facts.id,
        before={"response": answer.response},
        after={"question_id": question_id, "decision": decision, "late": answer.late_response},
    )
    if decision is LateDecision.DECLINED:
        return
    answer.response = answer.late_response
    answer.sequence = answer.late_sequence or answer.sequence
    answer.claimed_at = answer.late_claimed_at
    if facts.is_open:
        return
    question = get_question(session, facts.activity_id, question_id)
    score = score_of(question.body, from_stored_response(answer.response))
    answer.score = None if score is None else float(score)
    answer.scored_revision = question.revision
    settle_attempt(session, actor, facts)
