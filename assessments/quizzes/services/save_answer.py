"""Keeps the answer to one question: one question to the database, one upsert, the newest wins."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessments.questions.api import (
    QUESTION,
    Fields,
    from_stored,
    read_response,
    to_stored_response,
)
from assessments.quizzes.models import Answer, Attempt
from assessments.quizzes.queries.own_attempt import attempt_query, facts_of
from assessments.quizzes.rules.answer_order import LAST_SEQUENCE, Mark, is_newer
from courses.learning.api import ENROLMENT
from lms.core import clock
from lms.core.errors import DomainError, NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """An answer as it arrives."""

    question_id: UUID
    fields: Fields
    is_flagged: bool
    sequence: int | None
    """The browser's count of changes; None: sent by a plain form, after all that is stored."""
    claimed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of an answer that arrived."""

    sequence: int
    """The newest known sequence of this answer."""
    is_late: bool
    """True: kept for the trainer, not counted."""
    was_stored: bool
    """False: the same or a newer answer stood already."""


def save_answer(
    session: Session, person_id: UUID | None, attempt_id: UUID, given: GivenAnswer
) -> Kept:
    """Store an answer of a person's own attempt unless a newer one stands; two statements.

    An answer after the end is kept beside the counted one and marked for the trainer. Raises
    NotFoundError for another person's attempt or a question that was not drawn.
    """
    row = session.execute(_facts_query(person_id, attempt_id, given.question_id)).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esta pregunta entre las suyas."))
    facts = facts_of(row)
    if given.question_id not in {question_id for question_id, _order in facts.layout}:
        raise NotFoundError(_("No encontramos esta pregunta entre las suyas."))
    stored, is_stored_late = _newest(row)
    mark = _mark(given, stored)
    if not is_newer(mark, stored):
        return Kept(sequence=stored.sequence, is_late=is_stored_late, was_stored=False)
    is_late = not facts.counts_now
    response = read_response(from_stored(row.question_kind, row.body), given.fields)
    values = _values(attempt_id, given, mark, to_stored_response(response), is_late=is_late)
    _upsert(session, values)
    return Kept(sequence=mark.sequence, is_late=is_late, was_stored=True)


def _facts_query(person_id: UUID | None, attempt_id: UUID, question_id: UUID) -> Any:
    # One question with everything in it: who, when, what stands; the attempt is locked against
    # being sent in between (on SQLite the whole request holds the write lock).
    return (
        attempt_query()
        .add_columns(
            QUESTION.c.kind.label("question_kind"),
            QUESTION.c.body,
            Answer.sequence,
            Answer.claimed_at,
            Answer.late_sequence,
            Answer.late_claimed_at,
        )
        .join(
            QUESTION,
            and_(QUESTION.c.activity_id == Attempt.activity_id, QUESTION.c.id == question_id),
        )
        .outerjoin(Answer, and_(Answer.attempt_id == Attempt.id, Answer.question_id == question_id))
        .where(Attempt.id == attempt_id, ENROLMENT.c.person_id == person_id)
        .with_for_update(of=Attempt, read=True)
    )


def _newest(row: Any) -> tuple[Mark, bool]:
    """Return the newest stored mark and whether it is of an answer that came late."""
    in_time = Mark(sequence=row.sequence or 0, claimed_at=row.claimed_at)
    if row.late_sequence is None:
        return in_time, False
    late = Mark(sequence=row.late_sequence, claimed_at=row.late_claimed_at)
    return (late, True) if is_newer(late, in_time) else (in_time, False)


def _mark(given: GivenAnswer, stored: Mark) -> Mark:
    if given.sequence is None:
        return Mark(sequence=stored.sequence + 1, claimed_at=clock.now())
    if not 0 < given.sequence <= LAST_SEQUENCE:
        raise DomainError(_("Actualice la página y responda otra vez."), code="bad_sequence")
    return Mark(sequence=given.sequence, claimed_at=given.claimed_at)


def _values(
    attempt_id: UUID,
    given: GivenAnswer,
    mark: Mark,
    response: dict[str, Any],
    *,
    is_late: bool,
) -> dict[str, Any]:
    now = clock.now()
    values: dict[str, Any] = {
        "attempt_id": attempt_id,
        "question_id": given.question_id,
        "saved_at": now,
    }
    if is_late:
        return values | {
            "late_response": response,
            "late_sequence": mark.sequence,
            "late_claimed_at": mark.claimed_at,
            "late_received_at": now,
            # What was decided before was about another answer.
            "late_decision": None,
        }
    return values | {
        "response": response,
        "is_flagged": given.is_flagged,
        "sequence": mark.sequence,
        "claimed_at": mark.claimed_at,
    }


def _upsert(session: Session, values: dict[str, Any]) -> None:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    fresh = {"response": {}, "is_flagged": False, "sequence": 0} | values
    changed = {k: v for k, v in values.items() if k not in ("attempt_id", "question_id")}
    if "late_response" in changed:
        # The moment of the answer that counts stays.
        del changed["saved_at"]
    session.execute(
        insert(Answer)
        .values(**fresh)
        .on_conflict_do_update(
            index_elements=[Answer.attempt_id, Answer.question_id],
            set_=changed,
            # Asked again in the upsert itself: two requests may have read the same state.
            where=_is_older(values),
        )
    )


def _is_older(values: dict[str, Any]) -> ColumnElement[bool]:
    prefix = "late_" if "late_response" in values else ""
    sequence = func.coalesce(getattr(Answer, f"{prefix}sequence"), 0)
    claimed = getattr(Answer, f"{prefix}claimed_at")
    new_sequence, new_claimed = values[f"{prefix}sequence"], values[f"{prefix}claimed_at"]
    older: ColumnElement[bool] = sequence < new_sequence
    if new_claimed is None:
        return older
    return or_(
        older,
        and_(sequence == new_sequence, or_(claimed.is_(None), claimed < new_claimed)),
    )
