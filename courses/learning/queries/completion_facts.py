"""Reads what the completion rules need to know about an enrolment, in one statement each."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from courses.learning.models import Activity, ActivityProgress, CourseVersion, Edition, Enrolment
from courses.learning.rules.completion import (
    ActivityFacts,
    CompletionRules,
    Missing,
    missing_for_pass,
)


def completion_rules(session: Session, enrolment_id: UUID) -> CompletionRules:
    """Return the completion rules of the course version of an enrolment."""
    stored = session.execute(
        select(CourseVersion.rules)
        .join(Edition, Edition.course_version_id == CourseVersion.id)
        .join(Enrolment, Enrolment.edition_id == Edition.id)
        .where(Enrolment.id == enrolment_id)
    ).scalar_one()
    return CompletionRules(**stored)


def activity_facts(session: Session, enrolment_id: UUID) -> list[ActivityFacts]:
    """Return the facts of each required activity of an enrolment, in the course's order."""
    return [facts_of(row) for row in session.execute(_facts_query(enrolment_id))]


def missing_of(session: Session, enrolment_id: UUID) -> tuple[Missing, ...]:
    """Return what the enrolment still lacks to be passed; two statements."""
    return missing_for_pass(
        activity_facts(session, enrolment_id), completion_rules(session, enrolment_id)
    )


def facts_of(row: Row[*tuple[Any, ...]]) -> ActivityFacts:
    """Return the facts held by a row of activity and progress columns."""
    return ActivityFacts(
        activity_id=str(row.id),
        kind=row.kind,
        title=row.title,
        is_finished=row.finished_at is not None,
        is_exempt=bool(row.is_exempt),
        score_percent=row.score_percent,
        is_waiting=bool(row.is_waiting),
        is_held=bool(row.is_held),
        has_criterion_without_evidence=bool(row.has_criterion_without_evidence),
    )


def _facts_query(enrolment_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Activity.id,
            Activity.kind,
            Activity.title,
            ActivityProgress.finished_at,
            ActivityProgress.score_percent,
            ActivityProgress.is_waiting,
            ActivityProgress.is_held,
            ActivityProgress.has_criterion_without_evidence,
            ActivityProgress.is_exempt,
        )
        .join(Edition, Edition.course_version_id == Activity.course_version_id)
        .join(Enrolment, Enrolment.edition_id == Edition.id)
        .outerjoin(
            ActivityProgress,
            and_(
                ActivityProgress.activity_id == Activity.id,
                ActivityProgress.enrolment_id == Enrolment.id,
            ),
        )
        .where(Enrolment.id == enrolment_id, Activity.is_required.is_(True))
        .order_by(Activity.position, Activity.id)
    )
