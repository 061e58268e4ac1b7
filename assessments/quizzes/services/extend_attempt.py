"""Gives an open attempt more time, with the reason: for a disability, for a day without power."""

from datetime import timedelta

from sqlalchemy.orm import Session

from assessments.quizzes.models import Attempt
from assessments.quizzes.queries.own_attempt import AttemptFacts
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _


def extend_attempt(
    session: Session, actor: Actor, facts: AttemptFacts, *, minutes: int, reason: str
) -> None:
    """Move the end of a time limit on, from its end or from now if that is later.

    Raises ConflictError for an attempt that was sent or that has no limit.
    """
    attempt = session.get_one(Attempt, facts.id, with_for_update=True, populate_existing=True)
    if not facts.is_open or attempt.due_at is None:
        raise ConflictError(_("Este intento ya no corre contra el tiempo."), code="no_time_limit")
    before = attempt.due_at
    attempt.due_at = max(before, clock.now()) + timedelta(minutes=minutes)
    record_change(
        session,
        actor,
        action="quizzes.extend_attempt",
        object_kind="quiz_attempt",
        object_id=facts.id,
        before={"due_at": before},
        after={"due_at": attempt.due_at},
        reason=reason,
    )
