"""Reads an attempt with everything that decides about it, the permission in the WHERE."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from assessments.quizzes.models import Attempt, Quiz
from assessments.quizzes.rules.attempt_score import PASS_PERCENT
from assessments.quizzes.rules.deadlines import is_in_time, is_time_over
from assessments.quizzes.rules.states import AttemptState, FeedbackWhen, shows_feedback
from courses.learning.api import (
    ACTIVITY,
    COURSE,
    COURSE_VERSION,
    EDITION,
    ENROLMENT,
    MODULE,
    WORKING,
    ActivityKindName,
    EditionState,
    EnrolmentState,
    extended_until,
    is_under_way,
)
from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

Layout = tuple[tuple[UUID, tuple[int, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class AttemptFacts:
    """One attempt in its course."""

    id: UUID
    enrolment_id: UUID
    activity_id: UUID
    person_id: UUID
    edition_id: UUID
    number: int
    state: AttemptState
    layout: Layout
    """Questions as drawn, each with the order in which what it offers is shown."""
    started_at: datetime
    due_at: datetime | None
    submitted_at: datetime | None
    score_percent: int | None
    kind: ActivityKindName
    title: str
    module_title: str | None
    course_title: str
    enrolment_state: EnrolmentState
    edition_state: EditionState
    deadline: datetime
    """Last moment for work, extensions included."""
    zone: str
    feedback_when: FeedbackWhen
    max_attempts: int | None
    sources: tuple[dict[str, str], ...]
    lesson_activity_id: UUID | None
    pass_percent: int

    @property
    def is_open(self) -> bool:
        """Tell whether it was not sent yet."""
        return self.state is AttemptState.OPEN

    @property
    def is_under_way(self) -> bool:
        """Tell whether it may still be sent and marked."""
        return is_under_way(self.edition_state, self.enrolment_state)

    @property
    def counts_now(self) -> bool:
        """Tell whether an answer that arrives now counts."""
        return (
            self.is_open
            and self.is_under_way
            and self.enrolment_state in WORKING
            and is_in_time(clock.now(), due_at=self.due_at, deadline=self.deadline)
        )

    @property
    def is_time_over(self) -> bool:
        """Tell whether its time limit ended."""
        return is_time_over(clock.now(), self.due_at)

    @property
    def has_mark(self) -> bool:
        """Tell whether its score counts for the course: a diagnostic's does not."""
        return self.kind is not ActivityKindName.DIAGNOSTIC

    @property
    def is_passed(self) -> bool:
        """Tell whether this attempt reaches the pass mark."""
        return self.score_percent is not None and self.score_percent >= self.pass_percent

    @property
    def shows_feedback(self) -> bool:
        """Tell whether right answers and what the author says about answers are shown."""
        is_over = not self.is_under_way or clock.now() > self.deadline
        return shows_feedback(self.feedback_when, is_passed=self.is_passed, is_over=is_over)


def own_attempt(session: Session, person_id: UUID | None, attempt_id: UUID) -> AttemptFacts:
    """Return a person's own attempt, in one statement; raises NotFoundError."""
    query = attempt_query().where(Attempt.id == attempt_id, ENROLMENT.c.person_id == person_id)
    return _one(session, query)


def attempt_facts(session: Session, attempt_id: UUID) -> AttemptFacts:
    """Return an attempt for services that know who may touch it; raises NotFoundError."""
    return _one(session, attempt_query().where(Attempt.id == attempt_id))


def attempt_query() -> Select[*tuple[Any, ...]]:
    """Return the query of attempts with all that AttemptFacts holds, to be narrowed."""
    return (
        select(
            Attempt.id,
            Attempt.enrolment_id,
            Attempt.activity_id,
            Attempt.number,
            Attempt.state,
            Attempt.layout,
            Attempt.started_at,
            Attempt.due_at,
            Attempt.submitted_at,
            Attempt.score_percent,
            ENROLMENT.c.person_id,
            ENROLMENT.c.edition_id,
            ENROLMENT.c.state.label("enrolment_state"),
            EDITION.c.state.label("edition_state"),
            EDITION.c.ends_on,
            EDITION.c.zone,
            extended_until().label("extended_until"),
            ACTIVITY.c.kind,
            ACTIVITY.c.title,
            MODULE.c.title.label("module_title"),
            COURSE.c.title.label("course_title"),
            COURSE_VERSION.c.rules,
            Quiz.feedback_when,
            Quiz.max_attempts,
            Quiz.sources,
            Quiz.lesson_activity_id,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Attempt.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(COURSE_VERSION, COURSE_VERSION.c.id == EDITION.c.course_version_id)
        .join(ACTIVITY, ACTIVITY.c.id == Attempt.activity_id)
        .join(Quiz, Quiz.activity_id == Attempt.activity_id)
        .outerjoin(MODULE, MODULE.c.id == ACTIVITY.c.module_id)
    )


def facts_of(row: Row[*tuple[Any, ...]]) -> AttemptFacts:
    """Return the facts held by a row of attempt_query."""
    last_day = max(row.ends_on, row.extended_until or row.ends_on)
    return AttemptFacts(
        id=row.id,
        enrolment_id=row.enrolment_id,
        activity_id=row.activity_id,
        person_id=row.person_id,
        edition_id=row.edition_id,
        number=row.number,
        state=row.state,
        layout=read_layout(row.layout),
        started_at=row.started_at,
        due_at=row.due_at,
        submitted_at=row.submitted_at,
        score_percent=row.score_percent,
        kind=row.kind,
        title=row.title,
        module_title=row.module_title,
        course_title=row.course_title,
        enrolment_state=row.enrolment_state,
        edition_state=row.edition_state,
        deadline=clock.end_of_day(last_day, row.zone),
        zone=row.zone,
        feedback_when=row.feedback_when,
        max_attempts=row.max_attempts,
        sources=tuple(row.sources),
        lesson_activity_id=row.lesson_activity_id,
        pass_percent=row.rules.get("quiz_percent", PASS_PERCENT),
    )


def read_layout(stored: list[Any]) -> Layout:
    """Return the layout that a JSON column holds."""
    return tuple((UUID(question), tuple(order)) for question, order in stored)


def _one(session: Session, query: Select[*tuple[Any, ...]]) -> AttemptFacts:
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos este intento entre los suyos."))
    return facts_of(row)
