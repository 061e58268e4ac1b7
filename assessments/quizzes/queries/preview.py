"""Builds a quiz as a participant would get it, and what answers would give; stores nothing."""

from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.api import (
    EMPTY,
    BankQuestion,
    Body,
    Response,
    arranged,
    drawn,
    feedback_for,
    in_words,
    questions_of,
    right_in_words,
    score_of,
)
from assessments.quizzes.queries.attempt_pages import AnswerResult
from assessments.quizzes.queries.played_questions import PlayedQuestion
from assessments.quizzes.queries.start_page import QuizFacts

SEEDS = 2**31


def preview_questions(
    session: Session, activity_id: UUID, quiz: QuizFacts, seed: int
) -> list[PlayedQuestion]:
    """Return the questions of a draw, unanswered; the same seed gives the same draw."""
    pool = questions_of(session, activity_id)
    return [
        _played(question, question.body, number, arranged(question.body, seed + number))
        for number, question in enumerate(drawn(pool, quiz.draw, seed), start=1)
    ]


def played_alone(question: BankQuestion, body: Body) -> PlayedQuestion:
    """Return a question as its author ordered it, with another key perhaps."""
    count = max(
        (len(getattr(body, name, ())) for name in ("options", "rights", "items")), default=0
    )
    return _played(question, body, 1, list(range(count)))


def _played(question: BankQuestion, body: Body, number: int, order: list[int]) -> PlayedQuestion:
    return PlayedQuestion(
        number=number,
        id=question.id,
        kind=question.kind,
        body=body,
        revision=question.revision,
        competency=question.competency,
        order=tuple(order),
        response=EMPTY,
        is_flagged=False,
        sequence=0,
        saved_at=None,
        score=None,
        comment=None,
        late_response=None,
    )


def preview_result(question: PlayedQuestion, response: Response) -> AnswerResult:
    """Return what an answer would give its participant, key and feedback shown."""
    score = score_of(question.body, response)
    return AnswerResult(
        number=question.number,
        question_id=question.id,
        kind=question.kind,
        text=question.body.text,
        given=in_words(question.body, response),
        score=None if score is None else float(score),
        right=right_in_words(question.body),
        feedback=feedback_for(question.body, response),
        comment=None,
        is_late=False,
    )
