"""Reads the mark that somebody is about to rectify."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from assessments.gradebook.queries.layout import SCORED_KINDS
from courses.learning.api import (
    ACTIVITY,
    EDITION,
    ENROLMENT,
    PROGRESS,
    ActivityKindName,
    EnrolmentState,
)
from lms.accounts.api import PERSON, full_name_expression
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class Rectifiable:
    """One activity of one participant as it stands."""

    enrolment_id: UUID
    activity_id: UUID
    person_name: str
    state: EnrolmentState
    title: str
    kind: ActivityKindName
    score_percent: int | None
    is_exempt: bool
    has_criterion_without_evidence: bool


def rectifiable(
    session: Session, edition_id: UUID, enrolment_id: UUID, activity_id: UUID
) -> Rectifiable:
    """Return the mark of a participant of an edition; raises NotFoundError when it is none."""
    row = (
        session.execute(
            select(
                ENROLMENT.c.id.label("enrolment_id"),
                ENROLMENT.c.state,
                ACTIVITY.c.id.label("activity_id"),
                ACTIVITY.c.title,
                ACTIVITY.c.kind,
                PROGRESS.c.score_percent,
                PROGRESS.c.is_exempt,
                PROGRESS.c.has_criterion_without_evidence,
                full_name_expression().label("person_name"),
            )
            .join(EDITION, EDITION.c.id == ENROLMENT.c.edition_id)
            .join(ACTIVITY, ACTIVITY.c.course_version_id == EDITION.c.course_version_id)
            .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
            .outerjoin(
                PROGRESS,
                and_(
                    PROGRESS.c.enrolment_id == ENROLMENT.c.id,
                    PROGRESS.c.activity_id == ACTIVITY.c.id,
                ),
            )
            .where(
                EDITION.c.id == edition_id,
                ENROLMENT.c.id == enrolment_id,
                ACTIVITY.c.id == activity_id,
                ACTIVITY.c.kind.in_(SCORED_KINDS),
            )
        )
        .mappings()
        .one_or_none()
    )
    if row is None:
        raise NotFoundError(_("No encontramos esa nota en esta edición."))
    return Rectifiable(
        **{
            **row,
            "is_exempt": bool(row["is_exempt"]),
            "has_criterion_without_evidence": bool(row["has_criterion_without_evidence"]),
        }
    )
