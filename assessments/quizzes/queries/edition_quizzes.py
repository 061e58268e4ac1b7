"""Reads the quizzes of an edition with what waits in them, for trainers and coordination."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Answer, Attempt, Quiz
from assessments.quizzes.queries.own_attempt import AttemptFacts, attempt_query, facts_of
from assessments.quizzes.rules.states import AttemptState
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    MODULE,
    ActivityKindName,
    EditionCard,
    edition_is_within,
    edition_within,
)
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class QuizRow:
    """One quiz of an edition."""

    activity_id: UUID
    kind: ActivityKindName
    title: str
    module_title: str | None
    sent: int
    """Attempts sent."""
    people: int
    """Participants with a sent attempt."""
    essays: int
    """Answers that a trainer has yet to read."""
    late: int
    """Late answers that nobody decided about."""


@dataclass(frozen=True, kw_only=True)
class EditionQuizzes:
    """The quizzes of an edition."""

    edition: EditionCard
    participants: int
    rows: tuple[QuizRow, ...]


@dataclass(frozen=True, kw_only=True)
class QuizTitle:
    """A quiz that belongs to an edition of the reach of who asks."""

    edition: EditionCard
    activity_id: UUID
    title: str


def edition_quizzes(session: Session, reach: Reach, edition_id: UUID) -> EditionQuizzes:
    """Return the quizzes of an edition of a reach, in the course's order; three statements."""
    edition = edition_within(session, reach, edition_id)
    rows = session.execute(
        select(
            ACTIVITY.c.id.label("activity_id"),
            ACTIVITY.c.kind,
            ACTIVITY.c.title,
            MODULE.c.title.label("module_title"),
            _attempts(edition_id, func.count(), Attempt.state != AttemptState.OPEN).label("sent"),
            _attempts(
                edition_id,
                func.count(Attempt.enrolment_id.distinct()),
                Attempt.state != AttemptState.OPEN,
            ).label("people"),
            _answers(
                edition_id, Attempt.state == AttemptState.SUBMITTED, Answer.score.is_(None)
            ).label("essays"),
            _answers(
                edition_id, Answer.late_received_at.is_not(None), Answer.late_decision.is_(None)
            ).label("late"),
        )
        .select_from(Quiz)
        .join(ACTIVITY, ACTIVITY.c.id == Quiz.activity_id)
        .outerjoin(MODULE, MODULE.c.id == ACTIVITY.c.module_id)
        .where(ACTIVITY.c.course_version_id == edition.course_version_id)
        .order_by(ACTIVITY.c.position, ACTIVITY.c.id)
    )
    participants = session.scalar(select(func.count()).where(ENROLMENT.c.edition_id == edition_id))
    return EditionQuizzes(
        edition=edition,
        participants=participants or 0,
        rows=tuple(QuizRow(**row) for row in rows.mappings()),
    )


def quiz_within(session: Session, reach: Reach, edition_id: UUID, activity_id: UUID) -> QuizTitle:
    """Return a quiz of an edition of a reach, in two statements; raises NotFoundError."""
    edition = edition_within(session, reach, edition_id)
    title = session.scalar(
        select(ACTIVITY.c.title)
        .join(Quiz, Quiz.activity_id == ACTIVITY.c.id)
        .where(
            ACTIVITY.c.id == activity_id,
            ACTIVITY.c.course_version_id == edition.course_version_id,
        )
    )
    if title is None:
        raise NotFoundError(_("No encontramos este cuestionario en la edición."))
    return QuizTitle(edition=edition, activity_id=activity_id, title=title)


def attempt_within(
    session: Session, reach: Reach, edition_id: UUID, attempt_id: UUID
) -> AttemptFacts:
    """Return an attempt of an edition of a reach, in one statement; raises NotFoundError."""
    row = session.execute(
        attempt_query().where(
            Attempt.id == attempt_id, EDITION.c.id == edition_id, edition_is_within(reach)
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este intento en la edición."))
    return facts_of(row)


def _attempts(
    edition_id: UUID, counted: ColumnElement[int], *conditions: ColumnElement[bool]
) -> ScalarSelect[int]:
    return (
        select(counted)
        .select_from(Attempt)
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .where(
            Attempt.activity_id == ACTIVITY.c.id,
            ENROLMENT.c.edition_id == edition_id,
            *conditions,
        )
        .correlate(ACTIVITY)
        .scalar_subquery()
    )


def _answers(edition_id: UUID, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    return (
        select(func.count())
        .select_from(Answer)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(
            ENROLMENT,
            and_(ENROLMENT.c.id == Attempt.enrolment_id, ENROLMENT.c.edition_id == edition_id),
        )
        .where(Attempt.activity_id == ACTIVITY.c.id, *conditions)
        .correlate(ACTIVITY)
        .scalar_subquery()
    )
