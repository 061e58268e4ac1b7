"""From a day on a municipality has other authorities: superiors end and their links die."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.transfer.models import AuthorityChange, Milestone, Supervisor
from assessments.transfer.rules.states import RUNNING
from assessments.transfer.services.set_supervisor import end_supervisor
from courses.learning.api import ENROLMENT
from lms.accounts.api import end_role, people_with_role
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor, Role, Scope
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def change_authorities(
    session: Session, actor: Actor, *, organization_id: UUID, from_on: date, reason: str
) -> UUID:
    """Return the id of a change of authorities; it applies now or on its day."""
    if not reason.strip():
        raise DomainError(_("Escriba el motivo: elección, renuncia u otro."), field="reason")
    row = AuthorityChange(
        id=ids.new_id(),
        organization_id=organization_id,
        from_on=from_on,
        reason=reason.strip(),
        made_by_person_id=actor.person_id,
    )
    session.add(row)
    record_change(
        session,
        actor,
        action="transfer.change_authorities",
        object_kind="organization",
        object_id=organization_id,
        after={"from_on": from_on},
        reason=row.reason,
    )
    if from_on <= clock.today():
        _apply(session, actor, row)
    return row.id


def apply_due_changes(session: Session) -> int:
    """Apply the changes whose day has come; return how many."""
    due = session.scalars(
        select(AuthorityChange)
        .where(AuthorityChange.applied_at.is_(None), AuthorityChange.from_on <= clock.today())
        .order_by(AuthorityChange.from_on, AuthorityChange.id)
    ).all()
    for row in due:
        _apply(session, SYSTEM, row)
    return len(due)


def _apply(session: Session, actor: Actor, row: AuthorityChange) -> None:
    still_waiting = select(Milestone.enrolment_id).where(Milestone.state.in_(RUNNING))
    superiors = session.scalars(
        select(Supervisor)
        .join(ENROLMENT, ENROLMENT.c.id == Supervisor.enrolment_id)
        .where(
            Supervisor.valid_to.is_(None),
            Supervisor.valid_from <= row.from_on,
            ENROLMENT.c.organization_id == row.organization_id,
            Supervisor.enrolment_id.in_(still_waiting),
        )
    ).all()
    for superior in superiors:
        row.link_count += end_supervisor(session, actor, superior, reason=row.reason)
    row.supervisor_count = len(superiors)
    for liaison in people_with_role(
        session, role=Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=row.organization_id
    ):
        end_role(
            session,
            actor,
            person_id=liaison.id,
            role=Role.LIAISON,
            scope=Scope.ORGANIZATION,
            scope_id=row.organization_id,
        )
    row.applied_at = clock.now()
