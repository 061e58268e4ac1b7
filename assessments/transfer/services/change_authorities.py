"""From a day on a municipality has other authorities: superiors end and their links die."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from assessments.transfer.models import AuthorityChange, Milestone, Supervisor
from assessments.transfer.rules.states import RUNNING
from assessments.transfer.services.set_supervisor import end_supervisor
from courses.learning.api import ENROLMENT
from lms.accounts.api import end_role, find_by_document, grant_role, people_with_role
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import SYSTEM, Actor, Role, Scope
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def change_authorities(
    session: Session,
    actor: Actor,
    *,
    organization_id: UUID,
    from_on: date,
    reason: str,
    liaison_document: str = "",
) -> UUID:
    """Return the id of a change of authorities; it applies now or on its day.

    liaison_document: of the person who becomes the liaison on that day; empty names nobody.
    """
    if not reason.strip():
        raise DomainError(_("Escriba el motivo: elección, renuncia u otro."), field="reason")
    liaison_id = find_by_document(session, liaison_document) if liaison_document.strip() else None
    if liaison_document.strip() and liaison_id is None:
        raise DomainError(
            _("Nadie tiene ese carnet en el registro. Revise el número o agregue a la persona."),
            code="person_unknown",
            field="liaison",
        )
    row = AuthorityChange(
        id=ids.new_id(),
        organization_id=organization_id,
        from_on=from_on,
        reason=reason.strip(),
        new_liaison_person_id=liaison_id,
        made_by_person_id=actor.person_id,
    )
    session.add(row)
    record_change(
        session,
        actor,
        action="transfer.change_authorities",
        object_kind="organization",
        object_id=organization_id,
        after={"from_on": from_on, "new_liaison_person_id": liaison_id},
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
    superiors = session.scalars(
        select(Supervisor)
        .join(ENROLMENT, ENROLMENT.c.id == Supervisor.enrolment_id)
        .where(
            Supervisor.valid_to.is_(None),
            Supervisor.valid_from <= row.from_on,
            ENROLMENT.c.organization_id == row.organization_id,
            _may_still_be_asked(),
        )
    ).all()
    for superior in superiors:
        row.link_count += end_supervisor(session, actor, superior, reason=row.reason)
    row.supervisor_count = len(superiors)
    _hand_over_liaison(session, actor, row)
    row.applied_at = clock.now()


def _may_still_be_asked() -> ColumnElement[bool]:
    # Before the pass there is no milestone and the superior is asked about the plan; after the
    # closing of the last one a late answer is taken until its last day.
    of_enrolment = Milestone.enrolment_id == ENROLMENT.c.id
    return or_(
        ~exists().where(of_enrolment),
        exists().where(
            of_enrolment, or_(Milestone.state.in_(RUNNING), Milestone.ends_on >= clock.today())
        ),
    )


def _hand_over_liaison(session: Session, actor: Actor, row: AuthorityChange) -> None:
    for liaison in people_with_role(
        session, role=Role.LIAISON, scope=Scope.ORGANIZATION, scope_id=row.organization_id
    ):
        if liaison.id != row.new_liaison_person_id:
            end_role(
                session,
                actor,
                person_id=liaison.id,
                role=Role.LIAISON,
                scope=Scope.ORGANIZATION,
                scope_id=row.organization_id,
            )
    if row.new_liaison_person_id is not None:
        grant_role(
            session,
            actor,
            person_id=row.new_liaison_person_id,
            role=Role.LIAISON,
            scope=Scope.ORGANIZATION,
            scope_id=row.organization_id,
        )
