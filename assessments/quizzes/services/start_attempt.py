"""Begins an attempt: draws its questions and shuffles what they offer."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from assessments.questions.api import BankQuestion, arranged, drawn, questions_of
from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import ActivityContext, open_activity
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import ConflictError
from lms.core.i18n import gettext as _

_SEEDS = 2**63 - 1


def start_attempt(session: Session, actor: Actor, context: ActivityContext) -> UUID:
    """Return the participant's open attempt, a new one if there is none.

    Raises ConflictError where work is not accepted or no attempts are left.
    """
    standing = _open_attempt(session, context)
    if standing is not None:
        return standing
    if not context.accepts_work:
        raise ConflictError(
            _("Esta edición no recibe trabajos ahora. Si necesita más plazo, pídalo a su docente."),
            code="not_accepting",
        )
    quiz = session.get_one(Quiz, context.activity_id)
    made = session.scalar(
        select(func.count()).where(
            Attempt.enrolment_id == context.enrolment_id,
            Attempt.activity_id == context.activity_id,
        )
    )
    number = (made or 0) + 1
    if quiz.max_attempts is not None and number > quiz.max_attempts:
        raise ConflictError(_("Ya usó todos sus intentos."), code="no_attempts_left")
    attempt_id = ids.new_id()
    now = clock.now()
    limit = quiz.time_limit_minutes
    layout = layout_of(
        questions_of(session, context.activity_id), quiz.draw, attempt_id.int % _SEEDS
    )
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    # Two tabs may begin at once: one open attempt of a quiz is all that the database admits.
    session.execute(
        insert(Attempt)
        .values(
            id=attempt_id,
            enrolment_id=context.enrolment_id,
            activity_id=context.activity_id,
            number=number,
            state=AttemptState.OPEN,
            layout=layout,
            started_at=now,
            due_at=None if limit is None else now + timedelta(minutes=limit),
            created_at=now,
            updated_at=now,
        )
        .on_conflict_do_nothing()
    )
    begun = _open_attempt(session, context)
    if begun is None:
        raise ConflictError(_("Pulse «Empezar» otra vez."), code="begun_elsewhere")
    if begun == attempt_id:
        open_activity(session, actor, context.enrolment_id, context.activity_id)
        record_change(
            session,
            actor,
            action="quizzes.start_attempt",
            object_kind="quiz_attempt",
            object_id=attempt_id,
            after={"number": number, "state": AttemptState.OPEN},
        )
    return begun


def layout_of(questions: list[BankQuestion], draw: int | None, seed: int) -> list[list[object]]:
    """Return the questions of an attempt as stored, each with the order of what it offers."""
    return [
        [str(question.id), arranged(question.body, seed + place)]
        for place, question in enumerate(drawn(questions, draw, seed), start=1)
    ]


def _open_attempt(session: Session, context: ActivityContext) -> UUID | None:
    return session.scalar(
        select(Attempt.id).where(
            Attempt.enrolment_id == context.enrolment_id,
            Attempt.activity_id == context.activity_id,
            Attempt.state == AttemptState.OPEN,
        )
    )
