"""Reads the answers of an edition that wait for a trainer: essays, and those that came late."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from assessments.questions.api import (
    QUESTION,
    Body,
    Essay,
    from_stored,
    from_stored_response,
    in_words,
)
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import ACTIVITY, EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.web.pagination import Page

SIZE = 20


@dataclass(frozen=True, kw_only=True)
class WaitingAnswer:
    """One answer that a trainer has to read or to decide about."""

    attempt_id: UUID
    attempt_number: int
    question_id: UUID
    person_name: str
    quiz_title: str
    body: Body
    given: tuple[str, ...]
    """What counts now, in words."""
    submitted_at: datetime | None
    late: tuple[str, ...]
    late_claimed_at: datetime | None
    late_received_at: datetime | None
    is_essay_waiting: bool
    is_late_waiting: bool

    @property
    def guide(self) -> str:
        """Return what a good answer has; empty for what is scored by itself."""
        return self.body.guide if isinstance(self.body, Essay) else ""


def waiting_answers(
    session: Session, reach: Reach, edition_id: UUID, number: int
) -> Page[WaitingAnswer]:
    """Return a page of the answers that wait, oldest first; two statements."""
    total = session.scalar(_narrowed(select(func.count()), reach, edition_id))
    rows = session.execute(
        _narrowed(
            select(
                Attempt.id,
                Attempt.number,
                Attempt.state,
                Attempt.submitted_at,
                QUESTION.c.id.label("question_id"),
                QUESTION.c.kind,
                QUESTION.c.body,
                ACTIVITY.c.title,
                full_name_expression().label("person_name"),
                Answer.response,
                Answer.score,
                Answer.late_response,
                Answer.late_claimed_at,
                Answer.late_received_at,
                Answer.late_decision,
            ),
            reach,
            edition_id,
        )
        .order_by(
            func.coalesce(Attempt.submitted_at, Answer.late_received_at),
            Attempt.id,
            QUESTION.c.position,
            QUESTION.c.id,
        )
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    )
    return Page(rows=[_waiting(row) for row in rows], number=number, total=total or 0, size=SIZE)


def _narrowed(
    query: Select[*tuple[Any, ...]], reach: Reach, edition_id: UUID
) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Answer)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(QUESTION, QUESTION.c.id == Answer.question_id)
        .join(ACTIVITY, ACTIVITY.c.id == Attempt.activity_id)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(
            EDITION.c.id == edition_id,
            edition_is_within(reach),
            or_(
                and_(Attempt.state == AttemptState.SUBMITTED, Answer.score.is_(None)),
                and_(Answer.late_received_at.is_not(None), Answer.late_decision.is_(None)),
            ),
        )
    )


def _waiting(row: Row[*tuple[Any, ...]]) -> WaitingAnswer:
    body = from_stored(row.kind, row.body)
    return WaitingAnswer(
        attempt_id=row.id,
        attempt_number=row.number,
        question_id=row.question_id,
        person_name=row.person_name,
        quiz_title=row.title,
        body=body,
        given=in_words(body, from_stored_response(row.response)),
        submitted_at=row.submitted_at,
        late=in_words(body, from_stored_response(row.late_response)),
        late_claimed_at=row.late_claimed_at,
        late_received_at=row.late_received_at,
        is_essay_waiting=row.state is AttemptState.SUBMITTED and row.score is None,
        is_late_waiting=row.late_received_at is not None and row.late_decision is None,
    )
