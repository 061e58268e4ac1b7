"""Reads the attempts that a corrected key would score anew, and works out the effect."""

from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, select
from sqlalchemy.orm import Session

from assessments.questions.api import BankQuestion, Body, from_stored_response, score_of
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.rules.attempt_score import attempt_percent
from assessments.quizzes.rules.correction import Effect, Rescored, effect_of
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import EDITION, ENROLMENT, edition_is_within, under_way
from lms.core.access import Reach


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a key would do."""

    effect: Effect
    rescored: tuple[Rescored, ...]
    scores: dict[UUID, float]
    """New score of the question's answer in each attempt, those that wait for a trainer too."""
    closed_attempts: int
    """Attempts for which a closed edition's acta stands: they are left as they are."""
    foreign_editions: int
    """Editions with attempts that are outside the reach of who asks."""


def correction(
    session: Session, reach: Reach, question: BankQuestion, body: Body, pass_percent: int
) -> Correction:
    """Return the effect of giving a question the key of `body`; five statements at most."""
    scores = _new_scores(session, question.id, body)
    rescored = _rescored(session, question.id, scores)
    return Correction(
        effect=effect_of(rescored, _other_bests(session, question), pass_percent),
        rescored=tuple(rescored),
        scores={attempt_id: float(score) for attempt_id, score in scores.items()},
        closed_attempts=_closed(session, question.id),
        foreign_editions=_foreign(session, question.id, reach),
    )


def _touched(question_id: UUID, *more: ColumnElement[bool]) -> Select[UUID]:
    """Return the ids of sent attempts with the question whose marks may still change."""
    return (
        select(Attempt.id)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(Answer, and_(Answer.attempt_id == Attempt.id, Answer.question_id == question_id))
        .where(Attempt.state != AttemptState.OPEN, under_way(), *more)
    )


def _new_scores(session: Session, question_id: UUID, body: Body) -> dict[UUID, Fraction]:
    rows = session.execute(
        select(Answer.attempt_id, Answer.response).where(
            Answer.question_id == question_id, Answer.attempt_id.in_(_touched(question_id))
        )
    )
    found = {}
    for row in rows:
        score = score_of(body, from_stored_response(row.response))
        if score is not None:
            found[row.attempt_id] = score
    return found


def _rescored(session: Session, question_id: UUID, scores: dict[UUID, Fraction]) -> list[Rescored]:
    graded = _touched(question_id, Attempt.state == AttemptState.GRADED)
    rows = session.execute(
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Attempt.score_percent,
            Answer.question_id,
            Answer.score,
        )
        .join(Answer, Answer.attempt_id == Attempt.id)
        .where(Attempt.id.in_(graded))
        .order_by(Attempt.id, Answer.question_id)
    )
    heads: dict[UUID, tuple[UUID, int]] = {}
    parts: dict[UUID, list[Fraction | float]] = {}
    for row in rows:
        heads[row.id] = (row.enrolment_id, row.score_percent or 0)
        is_it = row.question_id == question_id
        parts.setdefault(row.id, []).append(scores[row.id] if is_it else row.score or 0.0)
    return [
        Rescored(
            attempt_id=attempt_id,
            enrolment_id=enrolment_id,
            before=before,
            after=attempt_percent(parts[attempt_id]),
        )
        for attempt_id, (enrolment_id, before) in heads.items()
    ]


def _other_bests(session: Session, question: BankQuestion) -> dict[UUID, int]:
    rows = session.execute(
        select(Attempt.enrolment_id, func.max(Attempt.score_percent).label("best"))
        .where(
            Attempt.activity_id == question.activity_id,
            Attempt.state == AttemptState.GRADED,
            Attempt.id.not_in(_touched(question.id)),
        )
        .group_by(Attempt.enrolment_id)
    )
    return {row.enrolment_id: row.best or 0 for row in rows}


def _closed(session: Session, question_id: UUID) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Attempt)
            .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .join(Answer, and_(Answer.attempt_id == Attempt.id, Answer.question_id == question_id))
            .where(Attempt.state != AttemptState.OPEN, not_(under_way()))
        )
        or 0
    )


def _foreign(session: Session, question_id: UUID, reach: Reach) -> int:
    if reach.everything:
        return 0
    return (
        session.scalar(
            select(func.count(EDITION.c.id.distinct()))
            .select_from(Attempt)
            .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .where(
                Attempt.id.in_(_touched(question_id)),
                not_(edition_is_within(reach)),
            )
        )
        or 0
    )
