"""Reads how far enrolments came in their activities."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import ActivityProgress
from courses.learning.rules.course_map import Progress


def progress_of(
    session: Session, enrolment_ids: Iterable[UUID]
) -> dict[UUID, dict[UUID, Progress]]:
    """Return the progress by enrolment and activity; one statement."""
    found: dict[UUID, dict[UUID, Progress]] = {key: {} for key in enrolment_ids}
    rows = session.execute(
        select(
            ActivityProgress.enrolment_id,
            ActivityProgress.activity_id,
            ActivityProgress.finished_at,
            ActivityProgress.score_percent,
            ActivityProgress.is_waiting,
            ActivityProgress.is_held,
            ActivityProgress.has_criterion_without_evidence,
            ActivityProgress.is_exempt,
        ).where(ActivityProgress.enrolment_id.in_(found))
    )
    for row in rows:
        found[row.enrolment_id][row.activity_id] = Progress(
            is_finished=row.finished_at is not None,
            score_percent=row.score_percent,
            is_waiting=row.is_waiting,
            is_held=row.is_held,
            has_criterion_without_evidence=row.has_criterion_without_evidence,
            is_exempt=row.is_exempt,
        )
    return found
