"""Finds who can neither begin nor go on with an attempt of a quiz."""

from uuid import UUID

from sqlalchemy import Select, func, select

from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.rules.states import AttemptState


def without_attempts(activity_id: UUID) -> Select[UUID]:
    """Return the enrolments that used every attempt of a quiz and have none open, to be run."""
    return (
        select(Attempt.enrolment_id)
        .join(Quiz, Quiz.activity_id == Attempt.activity_id)
        .where(Attempt.activity_id == activity_id)
        .group_by(Attempt.enrolment_id, Quiz.max_attempts)
        .having(
            func.count() >= Quiz.max_attempts,
            func.count().filter(Attempt.state == AttemptState.OPEN) == 0,
        )
    )
