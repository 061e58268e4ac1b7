"""Reads the questions of an activity, in the author's order."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from assessments.questions.models import PastKey, Question
from assessments.questions.rules.bodies import Body, QuestionKind
from assessments.questions.rules.stored import from_stored
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class BankQuestion:
    """A question as others may read it."""

    id: UUID
    activity_id: UUID
    slug: str
    position: int
    kind: QuestionKind
    competency: str | None
    body: Body
    revision: int


COLUMNS = (
    Question.id,
    Question.activity_id,
    Question.slug,
    Question.position,
    Question.kind,
    Question.competency,
    Question.body,
    Question.revision,
)


def questions_of(session: Session, activity_id: UUID) -> list[BankQuestion]:
    """Return every question of an activity, in one statement."""
    rows = session.execute(
        select(*COLUMNS)
        .where(Question.activity_id == activity_id)
        .order_by(Question.position, Question.id)
    )
    return [bank_question(row) for row in rows]


def get_question(session: Session, activity_id: UUID, question_id: UUID) -> BankQuestion:
    """Return one question of an activity; raises NotFoundError."""
    row = session.execute(
        select(*COLUMNS).where(Question.id == question_id, Question.activity_id == activity_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esa pregunta."))
    return bank_question(row)


def past_bodies(session: Session, question_id: UUID) -> list[tuple[int, str]]:
    """Return revision and reason of each correction of a question's key, oldest first."""
    rows = session.execute(
        select(PastKey.revision, PastKey.reason)
        .where(PastKey.question_id == question_id)
        .order_by(PastKey.revision)
    )
    return [(row.revision, row.reason) for row in rows]


def bank_question(row: Row[*tuple[Any, ...]]) -> BankQuestion:
    """Return the question held by a row that has COLUMNS."""
    return BankQuestion(
        id=row.id,
        activity_id=row.activity_id,
        slug=row.slug,
        position=row.position,
        kind=row.kind,
        competency=row.competency,
        body=from_stored(row.kind, row.body),
        revision=row.revision,
    )
