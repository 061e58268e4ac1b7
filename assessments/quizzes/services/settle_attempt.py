"""Adds up an attempt whose answers are scored, and reports the best result to learning."""

from uuid import UUID

from sqlalchemy import Uuid, exists, func, literal, select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import AttemptFacts
from assessments.quizzes.queries.without_attempts import without_attempts
from assessments.quizzes.rules.attempt_score import attempt_percent
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import ActivityResult, report_result
from lms.core import clock
from lms.core.access import Actor


def settle_attempt(
    session: Session, actor: Actor, facts: AttemptFacts, *, replaces: bool = False
) -> None:
    """Give a sent attempt its percent once every answer has a score, and report the best one.

    With an answer that nobody read yet it waits for the trainer. `replaces` lowers a stored score
    as well; without it the better one stays. What a corrected key would have taken away and was
    kept stays kept.
    """
    # The scores are read from the database, those just written included.
    session.flush()
    attempt = session.get_one(Attempt, facts.id)
    scores = session.scalars(select(Answer.score).where(Answer.attempt_id == facts.id)).all()
    known = [score for score in scores if score is not None]
    if len(known) < len(scores):
        attempt.state = AttemptState.SUBMITTED
        attempt.graded_at = None
        attempt.score_percent = None
    else:
        attempt.state = AttemptState.GRADED
        attempt.graded_at = attempt.graded_at or clock.now()
        found = attempt_percent(known)
        kept = _kept_points(attempt)
        attempt.score_percent = min(100, found + kept)
        attempt.corrected_percent = found if kept else None
    report_best(
        session,
        actor,
        facts.enrolment_id,
        facts.activity_id,
        pass_percent=facts.pass_percent if facts.has_mark else None,
        replaces=replaces,
    )


def _kept_points(attempt: Attempt) -> int:
    if attempt.score_percent is None or attempt.corrected_percent is None:
        return 0
    return attempt.score_percent - attempt.corrected_percent


def report_best(
    session: Session,
    actor: Actor,
    enrolment_id: UUID,
    activity_id: UUID,
    *,
    pass_percent: int | None,
    replaces: bool = False,
) -> None:
    """Tell learning the best result of a participant in a quiz.

    `pass_percent` None: a diagnostic, of which only counts that it was done.
    """
    # The best is read from the database, the attempt at hand included.
    session.flush()
    own = (Attempt.enrolment_id == enrolment_id, Attempt.activity_id == activity_id)
    best, is_waiting, is_held = session.execute(
        select(
            select(func.max(Attempt.score_percent)).where(*own).scalar_subquery(),
            exists().where(*own, Attempt.state == AttemptState.SUBMITTED),
            literal(enrolment_id, Uuid()).in_(without_attempts(activity_id)),
        )
    ).one()
    if pass_percent is None:
        result = ActivityResult(is_finished=True, is_waiting=is_waiting, is_held=is_held)
    else:
        result = ActivityResult(
            is_finished=best is not None and best >= pass_percent,
            score_percent=best,
            is_waiting=is_waiting,
            is_held=is_held,
            # Nothing to put in its place is no reason to take a score away.
            replaces=replaces and best is not None,
        )
    report_result(session, actor, enrolment_id, activity_id, result)
