"""Reads the page before a quiz: what it is, attempts so far, best score."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.questions.api import QUESTION
from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.rules.attempt_score import PASS_PERCENT
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen
from courses.learning.api import (
    ACTIVITY,
    COURSE_VERSION,
    ActivityContext,
    ActivityKindName,
    own_activity_context,
)
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class QuizFacts:
    """What a quiz is."""

    activity_id: UUID
    kind: ActivityKindName
    purpose: str
    question_count: int
    """Questions of an attempt."""
    pool_count: int
    draw: int | None
    time_limit_minutes: int | None
    max_attempts: int | None
    feedback_when: FeedbackWhen
    lesson_activity_id: UUID | None
    pass_percent: int

    @property
    def has_mark(self) -> bool:
        """Tell whether its score counts for the course."""
        return self.kind is not ActivityKindName.DIAGNOSTIC


@dataclass(frozen=True, kw_only=True)
class PastAttempt:
    """One attempt in the list of a person's attempts."""

    id: UUID
    number: int
    state: AttemptState
    started_at: datetime
    submitted_at: datetime | None
    due_at: datetime | None
    score_percent: int | None


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """The page before a quiz."""

    context: ActivityContext
    quiz: QuizFacts
    attempts: tuple[PastAttempt, ...]

    @property
    def open_attempt(self) -> PastAttempt | None:
        """Return the attempt that was not sent yet."""
        return next((a for a in self.attempts if a.state is AttemptState.OPEN), None)

    @property
    def best_percent(self) -> int | None:
        """Return the best score so far; None without one."""
        scores = [a.score_percent for a in self.attempts if a.score_percent is not None]
        return max(scores, default=None)

    @property
    def is_passed(self) -> bool:
        """Tell whether the best score reaches the pass mark."""
        return self.best_percent is not None and self.best_percent >= self.quiz.pass_percent

    @property
    def attempts_left(self) -> int | None:
        """Return how many more attempts may be begun; None for no limit."""
        if self.quiz.max_attempts is None:
            return None
        return max(0, self.quiz.max_attempts - len(self.attempts))

    @property
    def may_begin(self) -> bool:
        """Tell whether a new attempt may be begun now."""
        return self.context.accepts_work and self.open_attempt is None and self.attempts_left != 0


def start_page(
    session: Session, person_id: UUID | None, enrolment_id: UUID, activity_id: UUID
) -> StartPage:
    """Return the page of a person's own quiz, in three statements; raises NotFoundError."""
    context = own_activity_context(session, person_id, enrolment_id, activity_id)
    return StartPage(
        context=context,
        quiz=quiz_facts(session, activity_id),
        attempts=attempts_of(session, enrolment_id, activity_id),
    )


def quiz_facts(session: Session, activity_id: UUID) -> QuizFacts:
    """Return what a quiz is, in one statement; raises NotFoundError."""
    pool = (
        select(func.count())
        .select_from(QUESTION)
        .where(QUESTION.c.activity_id == Quiz.activity_id)
        .correlate(Quiz)
        .scalar_subquery()
    )
    row = session.execute(
        select(
            Quiz.activity_id,
            ACTIVITY.c.kind,
            Quiz.purpose,
            Quiz.draw,
            Quiz.time_limit_minutes,
            Quiz.max_attempts,
            Quiz.feedback_when,
            Quiz.lesson_activity_id,
            COURSE_VERSION.c.rules,
            pool.label("pool_count"),
        )
        .join(ACTIVITY, ACTIVITY.c.id == Quiz.activity_id)
        .join(COURSE_VERSION, COURSE_VERSION.c.id == ACTIVITY.c.course_version_id)
        .where(Quiz.activity_id == activity_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este cuestionario."))
    return QuizFacts(
        activity_id=row.activity_id,
        kind=row.kind,
        purpose=row.purpose,
        question_count=min(row.draw or row.pool_count, row.pool_count),
        pool_count=row.pool_count,
        draw=row.draw,
        time_limit_minutes=row.time_limit_minutes,
        max_attempts=row.max_attempts,
        feedback_when=row.feedback_when,
        lesson_activity_id=row.lesson_activity_id,
        pass_percent=row.rules.get("quiz_percent", PASS_PERCENT),
    )


def attempts_of(session: Session, enrolment_id: UUID, activity_id: UUID) -> tuple[PastAttempt, ...]:
    """Return the attempts of an enrolment in a quiz, newest first; one statement."""
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.due_at,
            Attempt.score_percent,
        )
        .where(Attempt.enrolment_id == enrolment_id, Attempt.activity_id == activity_id)
        .order_by(Attempt.number.desc())
    )
    return tuple(PastAttempt(**row) for row in rows.mappings())
