"""Gives an enrolment its superior; the one before ends and keeps the own answers."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, false, func, or_, select, update
from sqlalchemy.orm import Session

from assessments.transfer.models import Link, Supervisor
from assessments.transfer.rules.plan import SupervisorInput
from assessments.transfer.rules.trust import Contact, ContactFlag, flags_of
from assessments.transfer.services.outcomes import recompute_of_supervisor
from courses.learning.api import ENROLMENT
from lms.accounts.api import PERSON
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def live_supervisor(session: Session, enrolment_id: UUID) -> Supervisor | None:
    """Return who is the superior of an enrolment now, if anybody was named."""
    return session.scalar(
        select(Supervisor).where(
            Supervisor.enrolment_id == enrolment_id, Supervisor.valid_to.is_(None)
        )
    )


def set_supervisor(
    session: Session, actor: Actor, enrolment_id: UUID, given: SupervisorInput, *, reason: str
) -> UUID:
    """Return the id of the superior as given; the same one again changes nothing.

    Another contact ends the superior before, whose links die.
    """
    if not given.name.strip():
        raise DomainError(_("Escriba el nombre de su inmediato superior."), field="supervisor_name")
    current = live_supervisor(session, enrolment_id)
    if current is not None and _is_same(current, given):
        return current.id
    if current is not None:
        end_supervisor(session, actor, current, reason=reason)
        # The index admits one live superior: the end must be written before the beginning.
        session.flush()
    row = Supervisor(
        id=ids.new_id(),
        enrolment_id=enrolment_id,
        name=given.name.strip(),
        post=given.post.strip(),
        phone=given.phone,
        email=given.email,
        valid_from=clock.today(),
        flags=list(contact_flags(session, enrolment_id, given)),
    )
    session.add(row)
    record_change(
        session,
        actor,
        action="transfer.set_supervisor",
        object_kind="enrolment",
        object_id=enrolment_id,
        before={"supervisor_id": current.id if current else None},
        after={"supervisor_id": row.id, "flags": row.flags},
        reason=reason,
    )
    # The next statements of the caller name it by its id.
    session.flush()
    if ContactFlag.SHARED in row.flags:
        _flag_the_others(session, actor, row, given)
    return row.id


def end_supervisor(session: Session, actor: Actor, current: Supervisor, *, reason: str) -> int:
    """End a superior and the links given to them; return how many links died."""
    current.valid_to = max(clock.today(), current.valid_from)
    current.end_reason = reason
    record_change(
        session,
        actor,
        action="transfer.end_supervisor",
        object_kind="supervisor",
        object_id=current.id,
        after={"valid_to": current.valid_to},
        reason=reason,
    )
    ended = session.execute(
        update(Link)
        .where(Link.supervisor_id == current.id, Link.revoked_at.is_(None))
        .values(revoked_at=clock.now(), revoke_reason=reason[:200])
        .returning(Link.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


def confirm_contact(session: Session, actor: Actor, supervisor_id: UUID) -> Supervisor:
    """Confirm that a flagged contact is the superior's own: from now on it confirms."""
    row = session.get_one(Supervisor, supervisor_id)
    if row.flags and row.flags_confirmed_at is None:
        row.flags_confirmed_at = clock.now()
        row.flags_confirmed_by_person_id = actor.person_id
        record_change(
            session,
            actor,
            action="transfer.confirm_contact",
            object_kind="supervisor",
            object_id=row.id,
            before={"flags": row.flags},
            after={"flags_confirmed_at": row.flags_confirmed_at},
        )
    return row


def contact_flags(session: Session, enrolment_id: UUID, given: SupervisorInput) -> tuple[str, ...]:
    """Return what is doubtful in the contact given for an enrolment's superior."""
    own = session.execute(
        select(ENROLMENT.c.edition_id, PERSON.c.id, PERSON.c.phone, PERSON.c.email)
        .join(PERSON, PERSON.c.id == ENROLMENT.c.person_id)
        .where(ENROLMENT.c.id == enrolment_id)
    ).one()
    contact = Contact(phone=given.phone, email=given.email)
    fellows = session.execute(
        select(PERSON.c.phone, PERSON.c.email)
        .join(ENROLMENT, ENROLMENT.c.person_id == PERSON.c.id)
        .where(ENROLMENT.c.edition_id == own.edition_id, ENROLMENT.c.id != enrolment_id)
        .where(_has_contact(PERSON.c.phone, PERSON.c.email, given))
    )
    # People, not courses: who takes three courses has the same superior in each.
    others = session.scalar(
        select(func.count(ENROLMENT.c.person_id.distinct()))
        .select_from(Supervisor)
        .join(ENROLMENT, ENROLMENT.c.id == Supervisor.enrolment_id)
        .where(
            _has_contact(Supervisor.phone, Supervisor.email, given),
            Supervisor.valid_to.is_(None),
            ENROLMENT.c.person_id != own.id,
        )
    )
    flags = flags_of(
        contact,
        participant=Contact(phone=own.phone, email=own.email),
        fellows=[Contact(phone=row.phone, email=row.email) for row in fellows],
        given_for=(others or 0) + 1,
    )
    return tuple(flag.value for flag in flags)


def _flag_the_others(
    session: Session, actor: Actor, row: Supervisor, given: SupervisorInput
) -> None:
    others = session.scalars(
        select(Supervisor).where(
            _has_contact(Supervisor.phone, Supervisor.email, given),
            Supervisor.valid_to.is_(None),
            Supervisor.id != row.id,
        )
    ).all()
    for other in others:
        if ContactFlag.SHARED in other.flags:
            continue
        before = other.flags
        other.flags = [*before, ContactFlag.SHARED.value]
        record_change(
            session,
            actor,
            action="transfer.flag_contact",
            object_kind="supervisor",
            object_id=other.id,
            before={"flags": before},
            after={"flags": other.flags},
        )
        # What this superior confirmed no longer counts: the figures say so from now on.
        recompute_of_supervisor(session, other.id)


def _has_contact(
    phone: SQLColumnExpression[Any], email: SQLColumnExpression[Any], given: SupervisorInput
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = []
    if given.phone:
        conditions.append(phone == given.phone)
    if given.email:
        conditions.append(email == given.email)
    return or_(*conditions) if conditions else false()


def _is_same(current: Supervisor, given: SupervisorInput) -> bool:
    return (current.name, current.post, current.phone, current.email) == (
        given.name.strip(),
        given.post.strip(),
        given.phone,
        given.email,
    )
