"""Reads what each person would receive if the grades were published now."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Grade, Submission, SubmissionVersion
from assessments.assignments.queries.queue_filter import QueueFilter
from assessments.assignments.queries.rubric import ChosenLevel, chosen_levels, rubric_rows
from assessments.assignments.rules.scoring import has_criterion_without_evidence
from assessments.assignments.rules.states import SubmissionState
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    edition_is_within,
    under_way,
)
from lms.accounts.api import PERSON, full_name_expression, sort_expression
from lms.core.access import Reach

MOST = 300
"""Grades that one preview shows; more are published in further rounds."""


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """What one person receives."""

    submission_id: UUID
    lock_number: int
    person: str
    activity_title: str
    edition_title: str
    score_percent: int
    levels: tuple[ChosenLevel, ...]
    comment: str
    override_reason: str
    has_criterion_without_evidence: bool
    email: str | None
    phone: str | None

    @property
    def key(self) -> str:
        """Return what the form sends: the submission and the picture that was seen."""
        return f"{self.submission_id}:{self.lock_number}"


def publish_preview(
    session: Session,
    reach: Reach,
    chosen: QueueFilter,
    *,
    submission_id: UUID | None = None,
) -> list[PreviewRow]:
    """Return the whole grades that wait to be published, by task and name.

    The filter's state does not matter; `submission_id` leaves one. One statement and one a task.
    """
    query = (
        select(
            Submission.id,
            Submission.activity_id,
            Grade,
            full_name_expression().label("person"),
            ACTIVITY.c.title.label("activity_title"),
            EDITION.c.title.label("edition_title"),
            PERSON.c.email,
            PERSON.c.phone,
        )
        .join(ENROLMENT, ENROLMENT.c.id == Submission.enrolment_id)
        .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
        .join(ACTIVITY, ACTIVITY.c.id == Submission.activity_id)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .join(
            SubmissionVersion,
            (SubmissionVersion.submission_id == Submission.id)
            & (SubmissionVersion.number == Submission.version_count),
        )
        .join(Grade, Grade.version_id == SubmissionVersion.id)
        .where(
            edition_is_within(reach),
            under_way(),
            Submission.state == SubmissionState.GRADED,
            *chosen.conditions_of_any_state(),
        )
        .order_by(ACTIVITY.c.title, sort_expression(), Submission.id)
        .limit(MOST)
    )
    if submission_id is not None:
        query = query.where(Submission.id == submission_id)
    rows = session.execute(query).all()
    rubrics = {key: rubric_rows(session, key) for key in {row.activity_id for row in rows}}
    return [
        PreviewRow(
            submission_id=row.id,
            lock_number=row.Grade.lock_number,
            person=row.person,
            activity_title=row.activity_title,
            edition_title=row.edition_title,
            score_percent=row.Grade.score_percent or 0,
            levels=chosen_levels(rubrics[row.activity_id], row.Grade.levels),
            comment=row.Grade.comment,
            override_reason=row.Grade.override_reason,
            has_criterion_without_evidence=has_criterion_without_evidence(row.Grade.levels),
            email=row.email,
            phone=row.phone,
        )
        for row in rows
    ]
