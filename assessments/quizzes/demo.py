"""Quizzes of the demonstration, answered: who passed at once, who needed a second attempt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.questions.api import Fields, Response, questions_of, right_response
from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.services.save_answer import GivenAnswer, save_answer
from assessments.quizzes.services.start_attempt import start_attempt
from assessments.quizzes.services.submit_attempt import submit_attempt
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    PROGRESS,
    EditionState,
    EnrolmentState,
    own_activity_context,
)
from lms.accounts.api import PERSON, demo_person_id
from lms.core import clock
from lms.core.access import Actor, Role

MARK = "%(demostración)"
"""How titles of the demonstration's editions end."""
_QUIZZES_A_PERSON = 2
_ACTOR = Actor(label="demostración")
"""Not the person: what is written now of earlier days must not count as activity of those days."""


@dataclass(frozen=True, kw_only=True)
class _Seat:
    """One person before one quiz that was passed."""

    person_id: UUID
    enrolment_id: UUID
    activity_id: UUID
    finished_at: datetime


def load_attempts(session: Session) -> None:
    """Answer the first quizzes of the demonstration's open editions, where nobody did."""
    for edition_id in _editions(session):
        places: dict[UUID, int] = {}
        for number, seat in enumerate(_seats(session, edition_id)):
            place = places[seat.enrolment_id] = places.get(seat.enrolment_id, 0) + 1
            if place <= _QUIZZES_A_PERSON:
                _pass(session, seat, number)


def _editions(session: Session) -> list[UUID]:
    """Return the open editions of the demonstration without an attempt."""
    begun = select(ENROLMENT.c.edition_id).join(Attempt, Attempt.enrolment_id == ENROLMENT.c.id)
    return list(
        session.scalars(
            select(EDITION.c.id)
            .where(
                EDITION.c.title.like(MARK),
                EDITION.c.state == EditionState.OPEN,
                EDITION.c.ends_on > clock.today(),
                EDITION.c.id.not_in(begun),
            )
            .order_by(EDITION.c.starts_on, EDITION.c.id)
        )
    )


def _seats(session: Session, edition_id: UUID) -> list[_Seat]:
    rows = session.execute(
        select(
            ENROLMENT.c.person_id,
            PROGRESS.c.enrolment_id,
            PROGRESS.c.activity_id,
            PROGRESS.c.finished_at,
        )
        .select_from(PROGRESS)
        .join(ENROLMENT, ENROLMENT.c.id == PROGRESS.c.enrolment_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(ACTIVITY, ACTIVITY.c.id == PROGRESS.c.activity_id)
        .join(Quiz, Quiz.activity_id == ACTIVITY.c.id)
        .where(
            ENROLMENT.c.edition_id == edition_id,
            ENROLMENT.c.state == EnrolmentState.IN_PROGRESS,
            PERSON.c.is_fictional.is_(True),
            # Who signs in as the demonstration's participant does the own quizzes.
            PERSON.c.id != demo_person_id(session, Role.PARTICIPANT),
            PROGRESS.c.finished_at.is_not(None),
        )
        .order_by(PERSON.c.document_number, ACTIVITY.c.position, ACTIVITY.c.id)
    )
    return [_Seat(**row) for row in rows.mappings()]


def _pass(session: Session, seat: _Seat, number: int) -> None:
    """Pass a quiz at the moment at which it was finished; every other person after a miss."""
    if number % 2:
        _attempt(session, seat, seat.finished_at - timedelta(hours=20), number=number, misses=2)
    _attempt(session, seat, seat.finished_at - timedelta(minutes=9), number=number, misses=0)


def _attempt(
    session: Session, seat: _Seat, began_at: datetime, *, number: int, misses: int
) -> None:
    with clock.frozen_at(began_at):
        context = own_activity_context(session, seat.person_id, seat.enrolment_id, seat.activity_id)
        if not context.accepts_work:
            return
        attempt_id = start_attempt(session, _ACTOR, context)
        # The services that follow read what stands in the database.
        session.flush()
    asked = {
        UUID(str(question_id))
        for question_id, _order in session.get_one(Attempt, attempt_id).layout
    }
    questions = [one for one in questions_of(session, seat.activity_id) if one.id in asked]
    for place, question in enumerate(questions):
        right = right_response(question.body)
        # Left empty: a miss that fits every kind of question.
        is_miss = (place - number) % len(questions) < misses
        if right is None or is_miss:
            continue
        with clock.frozen_at(began_at + timedelta(minutes=1 + place)):
            save_answer(
                session,
                seat.person_id,
                attempt_id,
                GivenAnswer(
                    question_id=question.id,
                    fields=_fields(right),
                    is_flagged=place == number % len(questions),
                    sequence=None,
                ),
            )
    with clock.frozen_at(began_at + timedelta(minutes=9)):
        submit_attempt(session, _ACTOR, attempt_id)
        session.flush()


def _fields(right: Response) -> Fields:
    """Return an answer as the form of its question would send it."""
    if right.places:
        return {f"r-{index}": [str(place)] for index, place in right.places.items()}
    return {"r": list(right.chosen) or [right.text]}
