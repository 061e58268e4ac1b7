"""Changes what a quiz asks of attempts that begin from now on."""

from dataclasses import asdict, dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.quizzes.models import Quiz
from assessments.quizzes.queries.start_page import quiz_facts
from assessments.quizzes.queries.without_attempts import without_attempts
from assessments.quizzes.rules.states import FeedbackWhen
from courses.learning.api import hold_activity
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class QuizSettings:
    """What coordination may set."""

    draw: int | None
    time_limit_minutes: int | None
    max_attempts: int | None
    feedback_when: FeedbackWhen


def change_quiz(session: Session, actor: Actor, activity_id: UUID, settings: QuizSettings) -> None:
    """Store the settings; the same ones change nothing.

    Raises DomainError for a draw larger than the pool.
    """
    pool = quiz_facts(session, activity_id).pool_count
    if settings.draw is not None and settings.draw > pool:
        raise DomainError(
            _("Hay %(pool)s preguntas: escriba ese número o menos.", pool=pool),
            code="draw_too_large",
            field="draw",
        )
    quiz = session.get_one(Quiz, activity_id, with_for_update=True)
    before = {name: getattr(quiz, name) for name in asdict(settings)}
    if before == asdict(settings):
        return
    for name, value in asdict(settings).items():
        setattr(quiz, name, value)
    if before["max_attempts"] != settings.max_attempts:
        # Who had none left may have one now, and the other way round.
        session.flush()
        hold_activity(session, activity_id, without_attempts(activity_id))
    record_change(
        session,
        actor,
        action="quizzes.change_quiz",
        object_kind="quiz",
        object_id=activity_id,
        before=before,
        after=asdict(settings),
    )
