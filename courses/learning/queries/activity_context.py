"""Reads everything that an activity's page needs about its enrolment, with the permission in it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from courses.learning.models import (
    Activity,
    Course,
    Edition,
    Enrolment,
    Extension,
    Module,
)
from courses.learning.queries.entities import ORGANIZATION
from courses.learning.rules.states import (
    WORKING,
    ActivityKindName,
    EditionState,
    EnrolmentState,
    is_under_way,
)
from lms.accounts.api import organization_nesting
from lms.core import clock
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class ActivityContext:
    """One participant before one activity."""

    enrolment_id: UUID
    person_id: UUID
    edition_id: UUID
    course_id: UUID
    course_version_id: UUID
    activity_id: UUID
    kind: ActivityKindName
    slug: str
    title: str
    position: int
    module_title: str | None
    course_title: str
    edition_title: str
    edition_state: EditionState
    enrolment_state: EnrolmentState
    starts_on: date
    deadline: datetime
    """Last moment for work, extensions included."""
    zone: str

    @property
    def accepts_work(self) -> bool:
        """Tell whether what the participant sends now counts."""
        now = clock.now()
        return (
            is_under_way(self.edition_state, self.enrolment_state)
            and self.enrolment_state in WORKING
            and clock.start_of_day(self.starts_on, self.zone) <= now <= self.deadline
        )

    @property
    def is_readable(self) -> bool:
        """Tell whether the participant may read: from the first day, and after the end too."""
        return self.edition_state is not EditionState.PLANNED and self.enrolment_state not in (
            EnrolmentState.WITHDRAWN,
            EnrolmentState.DROPPED_OUT,
        )


def own_activity_context(
    session: Session, person_id: UUID | None, enrolment_id: UUID, activity_id: UUID
) -> ActivityContext:
    """Return the context of a person's own activity, in one statement; raises NotFoundError."""
    row = session.execute(
        select(
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.state,
            Edition.id.label("edition_id"),
            Edition.course_id,
            Edition.course_version_id,
            Edition.title.label("edition_title"),
            Edition.state.label("edition_state"),
            Edition.starts_on,
            Edition.ends_on,
            Edition.zone,
            Course.title.label("course_title"),
            Activity.id.label("activity_id"),
            Activity.kind,
            Activity.slug,
            Activity.title,
            Activity.position,
            Module.title.label("module_title"),
            extended_until().label("extended_until"),
        )
        .join(Edition, Edition.id == Enrolment.edition_id)
        .join(Course, Course.id == Edition.course_id)
        .join(Activity, Activity.course_version_id == Edition.course_version_id)
        .outerjoin(Module, Module.id == Activity.module_id)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.person_id == person_id,
            Activity.id == activity_id,
        )
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos esta actividad entre las suyas."))
    last_day = max(row.ends_on, row.extended_until or row.ends_on)
    return ActivityContext(
        enrolment_id=row.id,
        person_id=row.person_id,
        edition_id=row.edition_id,
        course_id=row.course_id,
        course_version_id=row.course_version_id,
        activity_id=row.activity_id,
        kind=row.kind,
        slug=row.slug,
        title=row.title,
        position=row.position,
        module_title=row.module_title,
        course_title=row.course_title,
        edition_title=row.edition_title,
        edition_state=row.edition_state,
        enrolment_state=row.state,
        starts_on=row.starts_on,
        deadline=clock.end_of_day(last_day, row.zone),
        zone=row.zone,
    )


def extended_until() -> ScalarSelect[date]:
    """Return the latest day of the extensions that reach an enrolment, as a subquery column."""
    return (
        select(func.max(Extension.until))
        .where(
            Extension.edition_id == Enrolment.edition_id,
            extension_reaches(),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )


def extension_reaches() -> ColumnElement[bool]:
    """Return the condition that an Extension of the same edition is for an Enrolment.

    One for an entity is for everybody in it and in the units inside it.
    """
    held = (
        select(ORGANIZATION.c.id)
        .where(ORGANIZATION.c.id == Enrolment.organization_id)
        .correlate(Enrolment)
    )
    return or_(
        Extension.enrolment_id == Enrolment.id,
        Extension.organization_id.in_(select(organization_nesting(held).c.outer_id)),
        Extension.enrolment_id.is_(None) & Extension.organization_id.is_(None),
    )
