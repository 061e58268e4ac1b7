"""Reads the attempts that a participant began and did not send, for the learner's home."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Attempt
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import ACTIVITY, EDITION, ENROLMENT, WORKING, under_way
from lms.core.access import Access


@dataclass(frozen=True, kw_only=True)
class OpenAttempt:
    """An attempt that waits to be sent."""

    enrolment_id: UUID
    activity_id: UUID
    title: str


@dataclass(frozen=True, kw_only=True)
class HomeSection:
    """What quizzes show on the learner's home; the answers on the phone are counted there."""

    attempts: tuple[OpenAttempt, ...]


def open_attempts(session: Session, access: Access, *, person_id: UUID | None) -> HomeSection:
    """Return a person's own open attempts that may still be sent; one statement."""
    rows = session.execute(
        select(Attempt.enrolment_id, Attempt.activity_id, ACTIVITY.c.title)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(ACTIVITY, ACTIVITY.c.id == Attempt.activity_id)
        .where(
            ENROLMENT.c.person_id == person_id,
            ENROLMENT.c.person_id == access.person_id,
            ENROLMENT.c.state.in_(WORKING),
            under_way(),
            Attempt.state == AttemptState.OPEN,
        )
        .order_by(Attempt.started_at, Attempt.id)
        .limit(5)
    )
    return HomeSection(attempts=tuple(OpenAttempt(**row) for row in rows.mappings()))
