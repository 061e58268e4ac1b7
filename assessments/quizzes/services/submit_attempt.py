"""Sends an attempt: scores its answers and reports the best result to learning."""

from fractions import Fraction
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from assessments.questions.api import score_of
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import attempt_facts
from assessments.quizzes.queries.played_questions import PlayedQuestion, played_questions
from assessments.quizzes.rules.states import AttemptState
from assessments.quizzes.services.settle_attempt import settle_attempt
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def submit_attempt(session: Session, actor: Actor, attempt_id: UUID) -> AttemptState:
    """Send an attempt and return its state; sent already, nothing changes.

    What was answered in time counts even when it is sent afterwards. Raises ConflictError when the
    edition is closed and the person not in recovery: its acta stands.
    """
    attempt = session.get_one(Attempt, attempt_id, with_for_update=True, populate_existing=True)
    if attempt.state is not AttemptState.OPEN:
        return attempt.state
    facts = attempt_facts(session, attempt_id)
    if not facts.is_under_way:
        raise ConflictError(_("La edición está cerrada y ya no recibe intentos."), code="closed")
    questions = played_questions(session, attempt_id, facts.layout)
    scores = {q.id: score_of(q.body, q.response) for q in questions}
    _store_scores(session, attempt_id, questions, scores)
    attempt.state = AttemptState.SUBMITTED
    attempt.submitted_at = clock.now()
    settle_attempt(session, actor, facts)
    record_change(
        session,
        actor,
        action="quizzes.submit_attempt",
        object_kind="quiz_attempt",
        object_id=attempt_id,
        before={"state": AttemptState.OPEN},
        after={"state": attempt.state, "score_percent": attempt.score_percent},
    )
    return attempt.state


def _store_scores(
    session: Session,
    attempt_id: UUID,
    questions: list[PlayedQuestion],
    scores: dict[UUID, Fraction | None],
) -> None:
    now = clock.now()
    common = {
        question.id: {
            "attempt_id": attempt_id,
            "question_id": question.id,
            "score": None if (score := scores[question.id]) is None else float(score),
            "scored_revision": question.revision,
        }
        for question in questions
    }
    known = [common[q.id] for q in questions if q.saved_at is not None]
    # A question without an answer gets its row too, so that every count has its denominator.
    missing = [
        common[q.id] | {"response": {}, "is_flagged": False, "sequence": 0, "saved_at": now}
        for q in questions
        if q.saved_at is None
    ]
    if known:
        session.execute(update(Answer), known)
    if missing:
        session.execute(insert(Answer), missing)
