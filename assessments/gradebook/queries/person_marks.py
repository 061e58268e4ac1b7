"""Reads the marks of one person in an edition."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from assessments.gradebook.queries.layout import Layout, edition_layout
from assessments.gradebook.queries.participants import (
    MarkCell,
    Participant,
    Wanted,
    read_participants,
)
from assessments.gradebook.words import missing_words
from courses.learning.api import (
    ACTIVITY,
    PROGRESS,
    WORKING,
    ActivityKindName,
    EditionCard,
    EditionState,
    EnrolmentState,
    edition_within,
    missing_of,
)
from lms.core.access import Reach
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class PersonMark:
    """One activity of the person: with a weight, or a quiz that must be reached."""

    activity_id: UUID
    kind: ActivityKindName
    title: str
    weight: int | None
    """None: a quiz of a lesson, which only has to be reached."""
    cell: MarkCell


@dataclass(frozen=True, kw_only=True)
class PersonMarks:
    """The page of one person in the gradebook."""

    edition: EditionCard
    person: Participant
    marks: tuple[PersonMark, ...]
    missing: str
    """What is still missing to pass, in words; empty when nothing is, or when the person left."""

    @property
    def may_be_exempt(self) -> bool:
        """Tell whether an exemption still changes the result without a rectification."""
        return self.edition.state is not EditionState.CLOSED or self.person.state in WORKING

    @property
    def may_recover(self) -> bool:
        """Tell whether a recovery can be opened."""
        return self.person.state in (EnrolmentState.FAILED, EnrolmentState.IN_PROGRESS)


def person_marks(
    session: Session, reach: Reach, edition_id: UUID, enrolment_id: UUID
) -> PersonMarks:
    """Return the marks of a participant; raises NotFoundError outside the reach."""
    edition = edition_within(session, reach, edition_id)
    layout = edition_layout(session, edition)
    found = read_participants(
        session, edition, layout, wanted=Wanted(enrolment_ids=(enrolment_id,)), limit=1
    )
    if not found:
        raise NotFoundError(_("No encontramos a esa persona en esta edición."))
    person = found[0]
    is_counting = person.state in WORKING or person.state is EnrolmentState.FAILED
    return PersonMarks(
        edition=edition,
        person=person,
        marks=_marks(session, layout, person),
        missing=missing_words(missing_of(session, enrolment_id)) if is_counting else "",
    )


def _marks(session: Session, layout: Layout, person: Participant) -> tuple[PersonMark, ...]:
    weighted = {
        activity.activity_id: (activity.weight, cell)
        for activity, cell in zip(layout.marked, person.cells, strict=True)
    }
    rows = session.execute(
        select(
            ACTIVITY.c.id,
            ACTIVITY.c.kind,
            ACTIVITY.c.title,
            PROGRESS.c.score_percent,
            PROGRESS.c.is_exempt,
        )
        .outerjoin(
            PROGRESS,
            and_(
                PROGRESS.c.activity_id == ACTIVITY.c.id,
                PROGRESS.c.enrolment_id == person.enrolment_id,
            ),
        )
        .where(ACTIVITY.c.id.in_(layout.activity_ids))
        .order_by(ACTIVITY.c.position, ACTIVITY.c.id)
    )
    marks = []
    for row in rows:
        plain = MarkCell(score_percent=row.score_percent, is_exempt=bool(row.is_exempt))
        weight, cell = weighted.get(row.id, (None, plain))
        marks.append(
            PersonMark(activity_id=row.id, kind=row.kind, title=row.title, weight=weight, cell=cell)
        )
    return tuple(marks)
