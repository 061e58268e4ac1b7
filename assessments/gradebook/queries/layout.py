"""Reads which activities the gradebook of an edition shows, and with which weight."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from assessments.gradebook.models import Weight
from courses.learning.api import ACTIVITY, COURSE_VERSION, ActivityKindName, EditionCard

MARKED_KINDS = (ActivityKindName.ASSIGNMENT, ActivityKindName.FINAL_TEST)
SCORED_KINDS = (*MARKED_KINDS, ActivityKindName.QUIZ)
_DEFAULT_QUIZ_PERCENT = 70


@dataclass(frozen=True, kw_only=True)
class MarkedActivity:
    """An activity that counts in the final mark."""

    activity_id: UUID
    kind: ActivityKindName
    title: str
    weight: int


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of the gradebook of an edition."""

    marked: tuple[MarkedActivity, ...]
    quiz_ids: frozenset[UUID]
    """Quizzes of lessons: shown as done or not, without weight."""
    quiz_percent: int
    """Least score with which a quiz is done."""
    has_own_weights: bool
    """Whether coordination set the weights of this edition."""

    @property
    def activity_ids(self) -> frozenset[UUID]:
        """Return every activity of which the gradebook reads the progress."""
        return self.quiz_ids | {activity.activity_id for activity in self.marked}

    @property
    def weight_sum(self) -> int:
        """Return what the weights add up to; 100 in a sound course."""
        return sum(activity.weight for activity in self.marked)


def edition_layout(session: Session, edition: EditionCard) -> Layout:
    """Return the columns of an edition in the course's order; one statement."""
    rows = session.execute(
        select(
            ACTIVITY.c.id,
            ACTIVITY.c.kind,
            ACTIVITY.c.title,
            ACTIVITY.c.weight,
            Weight.weight.label("own_weight"),
            COURSE_VERSION.c.rules,
        )
        .join(COURSE_VERSION, COURSE_VERSION.c.id == ACTIVITY.c.course_version_id)
        .outerjoin(
            Weight, and_(Weight.activity_id == ACTIVITY.c.id, Weight.edition_id == edition.id)
        )
        .where(
            ACTIVITY.c.course_version_id == edition.course_version_id,
            or_(ACTIVITY.c.kind.in_(SCORED_KINDS), ACTIVITY.c.weight.is_not(None)),
        )
        .order_by(ACTIVITY.c.position, ACTIVITY.c.id)
    ).all()
    has_own_weights = any(row.own_weight is not None for row in rows)
    marked = tuple(
        MarkedActivity(
            activity_id=row.id,
            kind=row.kind,
            title=row.title,
            weight=(row.own_weight if has_own_weights else row.weight) or 0,
        )
        for row in rows
        if row.kind in MARKED_KINDS or row.weight is not None
    )
    marked_ids = {activity.activity_id for activity in marked}
    rules = rows[0].rules if rows else {}
    return Layout(
        marked=marked,
        quiz_ids=frozenset(row.id for row in rows if row.id not in marked_ids),
        quiz_percent=rules.get("quiz_percent", _DEFAULT_QUIZ_PERCENT),
        has_own_weights=has_own_weights,
    )
