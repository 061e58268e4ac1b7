"""Sends what was answered in attempts whose time limit ended."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Attempt
from assessments.quizzes.rules.deadlines import GRACE
from assessments.quizzes.rules.states import AttemptState
from assessments.quizzes.services.submit_attempt import submit_attempt
from courses.learning.api import EDITION, ENROLMENT, under_way
from lms.core import clock
from lms.core.access import SYSTEM

AT_ONCE = 200
"""Attempts of one run; the next minute takes the rest."""


def submit_expired(session: Session, _payload: Mapping[str, Any]) -> None:
    """Send every attempt whose time limit and grace are over, where it still counts."""
    expired = session.scalars(
        select(Attempt.id)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(
            Attempt.state == AttemptState.OPEN,
            Attempt.due_at < clock.now() - GRACE,
            under_way(),
        )
        .order_by(Attempt.due_at, Attempt.id)
        .limit(AT_ONCE)
    ).all()
    for attempt_id in expired:
        submit_attempt(session, SYSTEM, attempt_id)
