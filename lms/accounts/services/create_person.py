"""Adds a person to the register."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.accounts.services.person_input import PersonInput, to_columns
from lms.audit.api import record_change
from lms.core import ids
from lms.core.access import Actor
from lms.core.db.constraints import refusing
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _

KEYS = ("search_key", "sound_key")


def create_person(session: Session, actor: Actor, data: PersonInput) -> UUID:
    """Return the id of a new person; raises ConflictError when the document is already there."""
    columns = to_columns(data)
    person = Person(id=ids.new_id(), **columns)
    with refusing(session, document_taken()):
        session.add(person)
    record_change(
        session,
        actor,
        action="accounts.create_person",
        object_kind="person",
        object_id=person.id,
        after=shown(columns),
    )
    return person.id


def document_taken() -> dict[str, DomainError]:
    """Return what to say when another record has the same document."""
    error = ConflictError(
        _("Ya hay una persona con ese documento. Búsquela por el número."),
        code="document_taken",
        field="document",
    )
    return {
        "uq_accounts_person_document": error,
        "accounts_person.document_type": error,
    }


def shown(columns: dict[str, Any]) -> dict[str, Any]:
    """Return the columns that an audit line shows: what was said, without derived keys."""
    return {
        name: value for name, value in columns.items() if name not in KEYS and value is not None
    }
