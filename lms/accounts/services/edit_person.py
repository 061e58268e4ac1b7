"""Changes the data of a person."""

from uuid import UUID

from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.accounts.services.create_person import KEYS, document_taken
from lms.accounts.services.person_input import PersonInput, to_columns
from lms.audit.api import record_change
from lms.core.access import Actor
from lms.core.db.constraints import refusing
from lms.core.errors import NotFoundError
from lms.core.i18n import gettext as _

_NAMES = {"given_names", "first_surname", "second_surname", "married_surname"}


def get_person(session: Session, person_id: UUID) -> Person:
    """Return the record; raises NotFoundError."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("No encontramos a esa persona."))
    return person


def edit_person(session: Session, actor: Actor, person_id: UUID, data: PersonInput) -> None:
    """Write new data; a changed name must be confirmed for printing again.

    What does not change leaves no line. Raises ConflictError when another has the document.
    """
    person = get_person(session, person_id)
    columns = to_columns(data)
    columns["is_fictional"] = person.is_fictional
    changed = {name: value for name, value in columns.items() if getattr(person, name) != value}
    if not changed:
        return
    before = {name: getattr(person, name) for name in changed}
    with refusing(session, document_taken()):
        for name, value in changed.items():
            setattr(person, name, value)
        if _NAMES & changed.keys():
            person.name_confirmed_at = None
    record_change(
        session,
        actor,
        action="accounts.edit_person",
        object_kind="person",
        object_id=person_id,
        before={name: value for name, value in before.items() if name not in KEYS},
        after={name: value for name, value in changed.items() if name not in KEYS},
    )


def edit_own_contact(
    session: Session, actor: Actor, person_id: UUID, *, phone: str | None, email: str | None
) -> None:
    """Write what a person may change alone: telephone and e-mail."""
    person = get_person(session, person_id)
    edit_person(
        session,
        actor,
        person_id,
        PersonInput(
            given_names=person.given_names,
            first_surname=person.first_surname,
            second_surname=person.second_surname,
            married_surname=person.married_surname,
            document=" ".join(
                part
                for part in (
                    person.document_number,
                    person.document_complement,
                    person.document_place or "",
                )
                if part
            ),
            document_type=person.document_type,
            gender=person.gender,
            phone=phone,
            email=email,
            organization_id=person.organization_id,
            post_title=person.post_title,
        ),
    )
