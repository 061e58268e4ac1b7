"""Gives more time to a person, a municipality or a whole edition, with the reason."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from courses.learning.models import Edition, Enrolment, Extension
from courses.learning.rules.states import EditionState, EnrolmentState
from courses.learning.services.find_for_change import edition_for_change
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor, Reach
from lms.core.errors import ConflictError, DomainError, NotFoundError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import DatesExtended


def extend_dates(
    session: Session,
    actor: Actor,
    reach: Reach,
    edition_id: UUID,
    *,
    until: date,
    reason: str,
    enrolment_id: UUID | None = None,
    organization_id: UUID | None = None,
    is_told: bool = True,
) -> UUID:
    """Return the id of the extension; the same one again returns the first.

    Without enrolment and entity it reaches the whole edition. The day ends at 23:59:59 in the
    edition's zone. Raises DomainError for a day that gives no more time, ConflictError for a
    closed edition unless it is for one person in recovery. is_told: False where the caller tells
    the day by an event of its own.
    """
    edition = edition_for_change(session, reach, edition_id)
    _refuse_useless(edition, until, reason)
    _refuse_closed(session, edition, enrolment_id)
    target = {"enrolment_id": enrolment_id, "organization_id": organization_id}
    known = session.scalars(
        select(Extension.id)
        .where(
            Extension.edition_id == edition_id,
            Extension.enrolment_id.is_not_distinct_from(enrolment_id),
            Extension.organization_id.is_not_distinct_from(organization_id),
            Extension.until == until,
        )
        .limit(1)
    ).first()
    if known is not None:
        return known
    row = Extension(id=ids.new_id(), edition_id=edition_id, until=until, reason=reason, **target)
    session.add(row)
    record_change(
        session,
        actor,
        action="learning.extend_dates",
        object_kind="edition",
        object_id=edition_id,
        before={"ends_on": edition.ends_on},
        after={"until": until, **target},
        reason=reason,
    )
    if is_told:
        publish(
            session,
            DatesExtended(
                extension_id=row.id,
                edition_id=edition_id,
                until=until,
                enrolment_id=enrolment_id,
                organization_id=organization_id,
            ),
        )
    return row.id


def _refuse_useless(edition: Edition, until: date, reason: str) -> None:
    if not reason.strip():
        raise DomainError(_("Escriba el motivo de la ampliación."), code="reason", field="reason")
    least = max(edition.ends_on, clock.today(edition.zone))
    if until < least or until == edition.ends_on:
        raise DomainError(
            _(
                "Escriba una fecha posterior al %(day)s.",
                day=max(edition.ends_on, least).strftime("%d/%m/%Y"),
            ),
            code="until",
            field="until",
        )


def _refuse_closed(session: Session, edition: Edition, enrolment_id: UUID | None) -> None:
    state = None
    if enrolment_id is not None:
        state = session.scalar(
            select(Enrolment.state).where(
                Enrolment.id == enrolment_id, Enrolment.edition_id == edition.id
            )
        )
        if state is None:
            raise NotFoundError(_("No encontramos esa inscripción en esta edición."))
    if edition.state is EditionState.CLOSED and state is not EnrolmentState.RECOVERY:
        raise ConflictError(_("La edición está cerrada: ya no se amplían sus plazos."))
