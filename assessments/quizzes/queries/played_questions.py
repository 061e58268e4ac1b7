"""Reads the questions of an attempt with the answers given, in the order they were drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from assessments.questions.api import (
    QUESTION,
    Body,
    QuestionKind,
    Response,
    from_stored,
    from_stored_response,
)
from assessments.quizzes.models import Answer
from assessments.quizzes.queries.own_attempt import Layout


@dataclass(frozen=True, kw_only=True)
class PlayedQuestion:
    """A question of an attempt and what was answered."""

    number: int
    """Place in the attempt, from 1."""
    id: UUID
    kind: QuestionKind
    body: Body
    revision: int
    competency: str | None
    order: tuple[int, ...]
    """Indexes of what it offers in the order shown."""
    response: Response
    is_flagged: bool
    sequence: int
    saved_at: datetime | None
    score: float | None
    comment: str | None
    late_response: Response | None

    @property
    def is_answered(self) -> bool:
        """Tell whether something was answered in time."""
        return not self.response.is_empty


def played_questions(session: Session, attempt_id: UUID, layout: Layout) -> list[PlayedQuestion]:
    """Return the questions of an attempt with their answers; one statement."""
    rows = session.execute(
        select(
            QUESTION.c.id,
            QUESTION.c.kind,
            QUESTION.c.body,
            QUESTION.c.revision,
            QUESTION.c.competency,
            Answer.response,
            Answer.is_flagged,
            Answer.sequence,
            Answer.saved_at,
            Answer.score,
            Answer.comment,
            Answer.late_response,
        )
        .outerjoin(
            Answer, and_(Answer.question_id == QUESTION.c.id, Answer.attempt_id == attempt_id)
        )
        .where(QUESTION.c.id.in_([question_id for question_id, _order in layout]))
    )
    return _in_order(rows, layout)


def _in_order(rows: Iterable[Row[*tuple[Any, ...]]], layout: Layout) -> list[PlayedQuestion]:
    by_id = {row.id: row for row in rows}
    return [
        _played(by_id[question_id], number, order)
        for number, (question_id, order) in enumerate(layout, start=1)
    ]


def _played(row: Row[*tuple[Any, ...]], number: int, order: tuple[int, ...]) -> PlayedQuestion:
    late = row.late_response
    return PlayedQuestion(
        number=number,
        id=row.id,
        kind=row.kind,
        body=from_stored(row.kind, row.body),
        revision=row.revision,
        competency=row.competency,
        order=order,
        response=from_stored_response(row.response),
        is_flagged=bool(row.is_flagged),
        sequence=row.sequence or 0,
        saved_at=row.saved_at,
        score=row.score,
        comment=row.comment,
        late_response=None if late is None else from_stored_response(late),
    )
