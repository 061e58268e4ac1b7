"""Reads how each question of a quiz was answered in an edition, with its denominators."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.questions.api import (
    BankQuestion,
    from_stored_response,
    in_words,
    questions_of,
    right_in_words,
)
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.edition_quizzes import QuizTitle
from assessments.quizzes.rules.states import AttemptState
from assessments.quizzes.rules.statistics import GivenAnswer, Tally, tally
from courses.learning.api import ENROLMENT

SUSPICIOUS_PERCENT = 30
LEAST_SCORED = 5


@dataclass(frozen=True, kw_only=True)
class QuestionStatistics:
    """One question and how it was answered."""

    question: BankQuestion
    tally: Tally
    right: tuple[str, ...]

    @property
    def is_suspicious(self) -> bool:
        """Tell whether so few were right that the key itself may be wrong."""
        mean = self.tally.mean_percent
        if mean is None or not self.right or self.tally.scored < LEAST_SCORED:
            return False
        return mean < SUSPICIOUS_PERCENT


@dataclass(frozen=True, kw_only=True)
class QuizStatistics:
    """The questions of a quiz in an edition."""

    title: QuizTitle
    attempts: int
    people: int
    questions: tuple[QuestionStatistics, ...]


def quiz_statistics(session: Session, title: QuizTitle) -> QuizStatistics:
    """Return the statistics over every sent attempt of the edition; two statements."""
    questions = questions_of(session, title.activity_id)
    bodies = {question.id: question.body for question in questions}
    given: dict[UUID, list[GivenAnswer]] = {question.id: [] for question in questions}
    attempts: set[UUID] = set()
    people: set[UUID] = set()
    rows = session.execute(
        select(
            Answer.question_id,
            Answer.response,
            Answer.score,
            Answer.attempt_id,
            Attempt.enrolment_id,
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .where(
            Attempt.activity_id == title.activity_id,
            ENROLMENT.c.edition_id == title.edition.id,
            Attempt.state != AttemptState.OPEN,
        )
    )
    for row in rows:
        words = in_words(bodies[row.question_id], from_stored_response(row.response))
        given[row.question_id].append(GivenAnswer(words=words, score=row.score))
        attempts.add(row.attempt_id)
        people.add(row.enrolment_id)
    return QuizStatistics(
        title=title,
        attempts=len(attempts),
        people=len(people),
        questions=tuple(
            QuestionStatistics(
                question=question,
                tally=tally(given[question.id]),
                right=right_in_words(question.body),
            )
            for question in questions
        ),
    )
