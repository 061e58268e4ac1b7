"""Publishes grades: from now on each person sees the own one, and it counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.assignments.models import Grade
from assessments.assignments.rules.states import Act, SubmissionState
from assessments.assignments.services.announce_grade import grant_levels, report_grade
from assessments.assignments.services.change_state import change_state
from assessments.assignments.services.find_for_grading import (
    ForGrading,
    find_for_grading,
    rubric_of,
)
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.events.outbox import publish
from lms.domain_events import GradePublished


@dataclass(frozen=True, kw_only=True)
class ToPublish:
    """A submission and the picture of its grade that the preview showed."""

    submission_id: UUID
    lock_number: int


@dataclass(frozen=True, kw_only=True)
class PublishOutcome:
    """What was published together, and what was left because it had changed."""

    batch_id: UUID
    published: tuple[UUID, ...]
    left: tuple[UUID, ...]


def publish_grades(
    session: Session, actor: Actor, reach: Reach, items: Sequence[ToPublish]
) -> PublishOutcome:
    """Publish what still is as it was previewed; what is published already is not done twice.

    Raises NotFoundError when one of them is outside the reach: then nothing is published.
    """
    batch_id = ids.new_id()
    published: list[UUID] = []
    left: list[UUID] = []
    # Always in the same order, so that two people publishing at once wait and never deadlock.
    for item in sorted(set(items), key=lambda item: item.submission_id):
        found = find_for_grading(session, reach, item.submission_id)
        grade = found.grade
        if found.submission.state is SubmissionState.PUBLISHED:
            continue
        if grade is None or not _is_as_shown(found, grade, item):
            left.append(item.submission_id)
            continue
        _publish(session, actor, found, grade, batch_id)
        published.append(item.submission_id)
    return PublishOutcome(batch_id=batch_id, published=tuple(published), left=tuple(left))


def _is_as_shown(found: ForGrading, grade: Grade, item: ToPublish) -> bool:
    return (
        found.submission.state is SubmissionState.GRADED
        and grade.lock_number == item.lock_number
        and found.is_under_way
    )


def _publish(
    session: Session, actor: Actor, found: ForGrading, grade: Grade, batch_id: UUID
) -> None:
    grade.published_at = clock.now()
    grade.published_by_person_id = actor.person_id
    grade.batch_id = batch_id
    score = grade.score_percent or 0
    change_state(
        session,
        actor,
        found.submission,
        Act.PUBLISH,
        facts={"score_percent": score},
        reason=grade.override_reason or None,
    )
    rubric = rubric_of(session, found.submission.activity_id)
    grant_levels(session, actor, found, grade, rubric)
    report_grade(session, actor, found, grade)
    publish(
        session,
        GradePublished(
            submission_id=found.submission.id,
            enrolment_id=found.submission.enrolment_id,
            person_id=found.person_id,
            activity_title=found.activity_title,
            score_percent=score,
            version_number=found.version.number,
            lock_number=grade.lock_number,
        ),
    )
