"""Reads the published grade of a task with its rubric: for who rectifies it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.assignments.models import Grade, Submission, SubmissionVersion
from assessments.assignments.queries.rubric import RubricRow, rubric_rows
from assessments.assignments.rules.states import SubmissionState


@dataclass(frozen=True, kw_only=True)
class PublishedGrade:
    """What a participant was told of a task."""

    submission_id: UUID
    score_percent: int
    levels: Mapping[str, int]
    """Level 0 to 3 by the code of the criterion."""
    rubric: tuple[RubricRow, ...]


def find_published_grade(
    session: Session, enrolment_id: UUID, activity_id: UUID
) -> PublishedGrade | None:
    """Return the published grade of an enrolment's task, None when nothing was published.

    Two statements. The caller has looked at who asks.
    """
    row = session.execute(
        select(Submission.id, Grade.score_percent, Grade.levels)
        .join(
            SubmissionVersion,
            (SubmissionVersion.submission_id == Submission.id)
            & (SubmissionVersion.number == Submission.version_count),
        )
        .join(Grade, Grade.version_id == SubmissionVersion.id)
        .where(
            Submission.enrolment_id == enrolment_id,
            Submission.activity_id == activity_id,
            Submission.state == SubmissionState.PUBLISHED,
            Grade.score_percent.is_not(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return PublishedGrade(
        submission_id=row.id,
        score_percent=row.score_percent,
        levels=row.levels,
        rubric=rubric_rows(session, activity_id),
    )
