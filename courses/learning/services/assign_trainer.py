"""Gives an edition its trainers and ends it for them."""

from uuid import UUID

from sqlalchemy.orm import Session

from courses.learning.services.find_for_change import edition_for_change
from lms.accounts.api import end_role, find_by_document, grant_role
from lms.core.access import Actor, Reach, Role, Scope
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


def assign_trainer(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, *, document: str
) -> UUID:
    """Return the id of the person who now teaches the edition; again changes nothing.

    Raises DomainError beside the field when nobody has that document.
    """
    edition_for_change(session, reach, edition_id)
    person_id = find_by_document(session, document)
    if person_id is None:
        raise DomainError(
            _("Nadie tiene ese carnet en el registro. Revise el número o agregue a la persona."),
            code="person_unknown",
            field="document",
        )
    add_trainer(session, actor, edition_id, person_id)
    return person_id


def add_trainer(session: Session, actor: Actor, edition_id: UUID, person_id: UUID) -> None:
    """Let a known person teach an edition."""
    grant_role(
        session,
        actor,
        person_id=person_id,
        role=Role.TRAINER,
        scope=Scope.EDITION,
        scope_id=edition_id,
    )


def remove_trainer(
    session: Session, actor: Actor, reach: Reach, edition_id: UUID, person_id: UUID
) -> None:
    """End the role in this edition; what the person graded or drafted stays."""
    edition_for_change(session, reach, edition_id)
    end_role(
        session,
        actor,
        person_id=person_id,
        role=Role.TRAINER,
        scope=Scope.EDITION,
        scope_id=edition_id,
    )
