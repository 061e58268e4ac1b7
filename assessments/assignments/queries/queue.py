"""Reads the queue of the grading desk: what waits, oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from assessments.assignments.models import Grade, Submission, SubmissionVersion
from assessments.assignments.queries.queue_filter import QueueFilter
from assessments.assignments.queries.tables import ORGANIZATION, place_name
from assessments.assignments.rules.states import SubmissionState
from courses.learning.api import ACTIVITY, COURSE, EDITION, ENROLMENT, edition_is_within
from lms.accounts.api import PERSON, full_name_expression
from lms.core.access import Reach
from lms.core.web.pagination import PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """One submission in the queue."""

    id: UUID
    person: str
    organization: str
    activity_title: str
    edition_title: str
    edition_code: str
    state: SubmissionState
    version_count: int
    sent_at: datetime
    score_percent: int | None
    has_draft: bool
    """Somebody began to grade it."""


Choices = tuple[tuple[str, str], ...]
"""Value and label of what can be chosen in a filter."""


@dataclass(frozen=True, kw_only=True)
class QueueChoices:
    """What can be chosen in the filters: only what has submissions within the reach."""

    editions: Choices
    activities: Choices
    organizations: Choices


def queue_page(
    session: Session, reach: Reach, chosen: QueueFilter, *, number: int = 1, size: int = PAGE_SIZE
) -> Page[QueueRow]:
    """Return a page of the queue, oldest first; two statements."""
    rows = session.execute(
        _rows(reach, chosen)
        .order_by(Submission.sent_at, Submission.id)
        .limit(size)
        .offset((number - 1) * size)
    ).mappings()
    return Page(
        rows=[_row(row) for row in rows],
        number=number,
        total=waiting_count(session, reach, chosen),
        size=size,
    )


def waiting_count(session: Session, reach: Reach, chosen: QueueFilter) -> int:
    """Return how many submissions the filter leaves: *por calificar: 8*."""
    query = (
        select(func.count())
        .select_from(Submission)
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(edition_is_within(reach), *chosen.conditions())
    )
    return session.scalar(query) or 0


def next_in_queue(
    session: Session, reach: Reach, chosen: QueueFilter, *, after: tuple[datetime, UUID]
) -> UUID | None:
    """Return the submission that follows in the queue; the oldest other one at its end."""
    sent_at, submission_id = after
    query = (
        select(Submission.id)
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .where(edition_is_within(reach), *chosen.conditions(), Submission.id != submission_id)
        .order_by(Submission.sent_at, Submission.id)
        .limit(1)
    )
    following = (Submission.sent_at > sent_at) | (
        (Submission.sent_at == sent_at) & (Submission.id > submission_id)
    )
    return session.scalar(query.where(following)) or session.scalar(query)


def queue_choices(session: Session, reach: Reach) -> QueueChoices:
    """Return the values of the filters; one statement."""
    rows = session.execute(
        select(
            EDITION.c.id.label("edition_id"),
            EDITION.c.title.label("edition_title"),
            EDITION.c.code.label("edition_code"),
            ACTIVITY.c.id.label("activity_id"),
            ACTIVITY.c.title.label("activity_title"),
            COURSE.c.code.label("course_code"),
            ORGANIZATION.c.id.label("organization_id"),
            place_name().label("organization_name"),
        )
        .distinct()
        .select_from(Submission)
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(COURSE, COURSE.c.id == EDITION.c.course_id)
        .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .where(edition_is_within(reach), Submission.state != SubmissionState.DRAFT)
    ).all()
    return QueueChoices(
        editions=_choices(
            {row.edition_id: f"{row.edition_code} · {row.edition_title}" for row in rows}
        ),
        activities=_choices(
            {row.activity_id: f"{row.course_code} · {row.activity_title}" for row in rows}
        ),
        organizations=_choices(
            {row.organization_id: row.organization_name for row in rows if row.organization_id}
        ),
    )


def _choices(labels: dict[UUID, str]) -> Choices:
    found = ((str(key), label) for key, label in labels.items())
    return tuple(sorted(found, key=lambda choice: (choice[1], choice[0])))


def _rows(reach: Reach, chosen: QueueFilter) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Submission.id,
            full_name_expression().label("person"),
            place_name().label("organization"),
            ACTIVITY.c.title.label("activity_title"),
            EDITION.c.title.label("edition_title"),
            EDITION.c.code.label("edition_code"),
            Submission.state,
            Submission.version_count,
            Submission.sent_at,
            Grade.score_percent,
            Grade.id.is_not(None).label("has_draft"),
        )
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .outerjoin(ORGANIZATION, ORGANIZATION.c.id == ENROLMENT.c.organization_id)
        .outerjoin(
            SubmissionVersion,
            (SubmissionVersion.submission_id == Submission.id)
            & (SubmissionVersion.number == Submission.version_count),
        )
        .outerjoin(Grade, Grade.version_id == SubmissionVersion.id)
        .where(edition_is_within(reach), *chosen.conditions())
    )


def _row(row: Any) -> QueueRow:
    return QueueRow(**{**row, "organization": row["organization"] or ""})
