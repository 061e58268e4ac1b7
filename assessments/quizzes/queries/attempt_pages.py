"""Builds the pages of an attempt: one question, the review, the result."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.questions.api import QuestionKind, feedback_for, in_words, right_in_words
from assessments.quizzes.queries.own_attempt import AttemptFacts, own_attempt
from assessments.quizzes.queries.played_questions import PlayedQuestion, played_questions
from assessments.quizzes.queries.question_form import QuestionForm, question_form
from assessments.quizzes.rules.deadlines import minutes_left
from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class AttemptPage:
    """An open attempt with all its questions; one of them is the current one."""

    facts: AttemptFacts
    questions: tuple[QuestionForm, ...]
    number: int
    last_saved_at: datetime | None

    @property
    def total(self) -> int:
        """Return how many questions there are."""
        return len(self.questions)

    @property
    def answered(self) -> int:
        """Return how many questions are answered."""
        return sum(question.is_answered for question in self.questions)

    @property
    def flagged(self) -> int:
        """Return how many questions are marked to look at again."""
        return sum(question.is_flagged for question in self.questions)

    @property
    def minutes_left(self) -> int | None:
        """Return the minutes left; None without a time limit."""
        due_at = self.facts.due_at
        return None if due_at is None else minutes_left(clock.now(), due_at)

    @property
    def seconds_left(self) -> int | None:
        """Return the seconds left for the clock on the page; None without a time limit."""
        due_at = self.facts.due_at
        return None if due_at is None else max(0, int((due_at - clock.now()).total_seconds()))


@dataclass(frozen=True, kw_only=True)
class AnswerResult:
    """One question of a sent attempt, as its participant or trainer reads it."""

    number: int
    question_id: UUID
    kind: QuestionKind
    text: str
    given: tuple[str, ...]
    score: float | None
    """None while a trainer has yet to read it."""
    right: tuple[str, ...]
    """Empty while it is not shown."""
    feedback: tuple[str, ...]
    comment: str | None
    is_late: bool
    """An answer arrived after the end and was kept for the trainer."""


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """A sent attempt."""

    facts: AttemptFacts
    answers: tuple[AnswerResult, ...]

    @property
    def right(self) -> int:
        """Return how many answers are wholly right."""
        return sum(answer.score == 1 for answer in self.answers)

    @property
    def waiting(self) -> int:
        """Return how many answers a trainer has yet to read."""
        return sum(answer.score is None for answer in self.answers)

    @property
    def has_late_answers(self) -> bool:
        """Tell whether answers arrived after the end."""
        return any(answer.is_late for answer in self.answers)


def attempt_page(
    session: Session, person_id: UUID | None, attempt_id: UUID, number: int
) -> AttemptPage:
    """Return the page of a question of a person's own attempt; two statements.

    Raises NotFoundError for a number that the attempt does not have.
    """
    facts = own_attempt(session, person_id, attempt_id)
    if not 1 <= number <= len(facts.layout):
        raise NotFoundError(_("Este intento no tiene esa pregunta."))
    questions = played_questions(session, attempt_id, facts.layout)
    return AttemptPage(
        facts=facts,
        questions=tuple(question_form(question) for question in questions),
        number=number,
        last_saved_at=max((q.saved_at for q in questions if q.saved_at), default=None),
    )


def result_page(session: Session, person_id: UUID | None, attempt_id: UUID) -> ResultPage:
    """Return the result of a person's own attempt; two statements."""
    facts = own_attempt(session, person_id, attempt_id)
    return result_of(session, facts, shows_key=facts.shows_feedback)


def result_of(session: Session, facts: AttemptFacts, *, shows_key: bool) -> ResultPage:
    """Return the result of an attempt, with right answers and feedback or without."""
    questions = played_questions(session, facts.id, facts.layout)
    return ResultPage(
        facts=facts, answers=tuple(_result(question, shows_key=shows_key) for question in questions)
    )


def _result(question: PlayedQuestion, *, shows_key: bool) -> AnswerResult:
    is_right = question.score == 1
    return AnswerResult(
        number=question.number,
        question_id=question.id,
        kind=question.kind,
        text=question.body.text,
        given=in_words(question.body, question.response),
        score=question.score,
        right=right_in_words(question.body) if shows_key and not is_right else (),
        feedback=feedback_for(question.body, question.response) if shows_key else (),
        comment=question.comment,
        is_late=question.late_response is not None,
    )
