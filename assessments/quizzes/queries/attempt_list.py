"""Reads the attempts of a quiz in an edition, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Attempt
from assessments.quizzes.queries.edition_quizzes import QuizTitle
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import ENROLMENT
from lms.accounts.api import PERSON, full_name_expression, sort_expression
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class AttemptRow:
    """One attempt of a participant."""

    id: UUID
    person_name: str
    number: int
    state: AttemptState
    started_at: datetime
    submitted_at: datetime | None
    score_percent: int | None
    corrected_percent: int | None


def attempt_list(session: Session, title: QuizTitle, number: int) -> Page[AttemptRow]:
    """Return a page of attempts by surname and number; two statements.

    The reach was applied where `title` was read.
    """
    own = (
        Attempt.activity_id == title.activity_id,
        ENROLMENT.c.edition_id == title.edition.id,
    )
    total = session.scalar(
        select(func.count())
        .select_from(Attempt)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .where(*own)
    )
    rows = session.execute(
        select(
            Attempt.id,
            full_name_expression().label("person_name"),
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score_percent,
            Attempt.corrected_percent,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(*own)
        .order_by(sort_expression(), PERSON.c.id, Attempt.number)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(
        rows=[AttemptRow(**row) for row in rows.mappings()], number=number, total=total or 0
    )
