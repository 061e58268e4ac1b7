"""Reads one participant of an edition for who looks after it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Enrolment, Extension
from courses.learning.queries.activity_context import extension_reaches
from courses.learning.queries.cards import EditionCard
from courses.learning.queries.course_maps import course_map
from courses.learning.queries.standings import progress_of
from courses.learning.rules.course_map import Standing
from courses.learning.rules.states import EnrolmentState
from lms.accounts.api import PersonCard, person_card
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class GivenExtension:
    """More time that somebody got, with its reason."""

    until: date
    reason: str
    is_own: bool
    """False when it reaches the municipality or the whole edition."""


@dataclass(frozen=True, kw_only=True)
class ParticipantPage:
    """One participant."""

    enrolment_id: UUID
    person: PersonCard
    state: EnrolmentState
    state_reason: str | None
    enrolled_at: datetime
    started_at: datetime | None
    last_activity_at: datetime | None
    passed_on: date | None
    last_day: date
    extensions: tuple[GivenExtension, ...]
    standing: Standing


def participant_page(session: Session, edition: EditionCard, enrolment_id: UUID) -> ParticipantPage:
    """Return one participant of an edition already known to be visible; raises NotFoundError."""
    row = session.execute(
        select(
            Enrolment.person_id,
            Enrolment.state,
            Enrolment.state_reason,
            Enrolment.created_at,
            Enrolment.started_at,
            Enrolment.last_activity_at,
            Enrolment.passed_on,
        ).where(Enrolment.id == enrolment_id, Enrolment.edition_id == edition.id)
    ).one_or_none()
    if row is None:
        raise NotFoundError(_("No encontramos a esa persona en esta edición."))
    extensions = _extensions(session, enrolment_id)
    return ParticipantPage(
        enrolment_id=enrolment_id,
        person=person_card(session, row.person_id),
        state=row.state,
        state_reason=row.state_reason,
        enrolled_at=row.created_at,
        started_at=row.started_at,
        last_activity_at=row.last_activity_at,
        passed_on=row.passed_on,
        last_day=max([edition.ends_on, *(item.until for item in extensions)]),
        extensions=extensions,
        standing=Standing(
            course=course_map(session, edition.course_version_id),
            progress=progress_of(session, [enrolment_id])[enrolment_id],
        ),
    )


def _extensions(session: Session, enrolment_id: UUID) -> tuple[GivenExtension, ...]:
    rows = session.execute(
        select(Extension.until, Extension.reason, Extension.enrolment_id)
        .join(Enrolment, Enrolment.edition_id == Extension.edition_id)
        .where(Enrolment.id == enrolment_id, extension_reaches())
        .order_by(Extension.created_at, Extension.id)
    )
    return tuple(
        GivenExtension(until=row.until, reason=row.reason, is_own=row.enrolment_id is not None)
        for row in rows
    )
