"""Enrols people in an edition, many at once; again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment
from courses.learning.queries.obstacles import lacking_course, seats_left, states_in_edition
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.find_for_change import EVERYTHING, edition_for_change
from lms.accounts.api import person_cards
from lms.audit.api import record_changes
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError
from lms.core.events.outbox import publish_many
from lms.core.i18n import gettext as _
from lms.domain_events import ParticipantEnrolled


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    """A person to enrol and the entity for which reports will count the person."""

    person_id: UUID
    organization_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class EnrolOutcome:
    """Who was enrolled just now, by person, and who stood in the edition before."""

    enrolment_ids: dict[UUID, UUID]
    known: frozenset[UUID]


def enrol_people(
    session: Session,
    actor: Actor,
    edition_id: UUID,
    people: Sequence[NewParticipant],
    *,
    waiver_reason: str | None = None,
    reach: Reach = EVERYTHING,
) -> EnrolOutcome:
    """Enrol all who are not in the edition yet, or nobody.

    With a waiver reason people enter without the course that comes before; the reason is kept in
    the audit. Raises ConflictError when the edition is closed or full, DomainError when somebody
    lacks a course.
    """
    edition = edition_for_change(session, reach, edition_id)
    if edition.state is EditionState.CLOSED:
        raise ConflictError(_("La edición está cerrada y ya no inscribe."), code="edition_closed")
    wanted = {person.person_id: person for person in people}
    known = states_in_edition(session, edition_id, wanted)
    entering = [person for key, person in wanted.items() if key not in known]
    _refuse_obstacles(session, edition, entering, waiver_reason)
    return EnrolOutcome(
        enrolment_ids=_insert(session, actor, edition, entering, waiver_reason),
        known=frozenset(known),
    )


def _refuse_obstacles(
    session: Session, edition: Edition, entering: list[NewParticipant], waiver_reason: str | None
) -> None:
    left = seats_left(session, edition)
    if left is not None and len(entering) > left:
        raise ConflictError(
            _(
                "Quedan %(left)s cupos de %(seats)s. Amplíe los cupos o inscriba en otra edición.",
                left=left,
                seats=edition.seats,
            ),
            code="edition_full",
        )
    if waiver_reason:
        return
    lacking = lacking_course(session, edition.course_id, [p.person_id for p in entering])
    if lacking:
        raise DomainError(
            _(
                "Falta aprobar antes «%(course)s». Escriba el motivo si debe entrar sin él.",
                course=next(iter(lacking.values())),
            ),
            code="prerequisite",
            field="waiver_reason",
        )


def _insert(
    session: Session,
    actor: Actor,
    edition: Edition,
    entering: list[NewParticipant],
    waiver_reason: str | None,
) -> dict[UUID, UUID]:
    if not entering:
        return {}
    now = clock.now()
    entities = _entities(session, entering)
    made = {person.person_id: ids.new_id() for person in entering}
    session.execute(
        insert(Enrolment),
        [
            {
                "id": made[person.person_id],
                "edition_id": edition.id,
                "person_id": person.person_id,
                "organization_id": person.organization_id or entities.get(person.person_id),
                "state": EnrolmentState.ENROLLED,
                "pass_count": 0,
                "created_at": now,
                "updated_at": now,
            }
            for person in entering
        ],
    )
    record_changes(
        session,
        actor,
        action="learning.enrol_person",
        object_kind="enrolment",
        after={
            enrolment_id: {
                "state": EnrolmentState.ENROLLED,
                "edition_id": edition.id,
                "person_id": person_id,
            }
            for person_id, enrolment_id in made.items()
        },
        reason=waiver_reason,
    )
    publish_many(
        session,
        [
            ParticipantEnrolled(
                enrolment_id=enrolment_id, person_id=person_id, edition_id=edition.id
            )
            for person_id, enrolment_id in made.items()
        ],
    )
    return made


def _entities(session: Session, entering: list[NewParticipant]) -> dict[UUID, UUID]:
    people = [person.person_id for person in entering if person.organization_id is None]
    if not people:
        return {}
    cards = person_cards(session, people)
    return {key: card.organization_id for key, card in cards.items() if card.organization_id}
