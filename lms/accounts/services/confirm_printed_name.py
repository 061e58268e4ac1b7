"""Settles the name as certificates will print it."""

from uuid import UUID

from sqlalchemy.orm import Session

from lms.accounts.models import Person
from lms.accounts.rules.naming import clean_name, full_name, is_same_name, surnames
from lms.accounts.services.edit_person import get_person
from lms.audit.api import record_change
from lms.core import clock
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.events.outbox import publish
from lms.core.i18n import gettext as _
from lms.domain_events import PrintedNameConfirmed


def name_to_print(person: Person) -> str:
    """Return the name as it stands for printing: confirmed, or put together from the record."""
    return person.printed_name or full_name(
        person.given_names, person.first_surname, person.second_surname, person.married_surname
    )


def confirm_printed_name(
    session: Session, actor: Actor, person_id: UUID, printed_name: str
) -> None:
    """Write the name that the person confirmed; the same name again changes nothing.

    Accents, capitals and order are the person's; other words are refused with DomainError,
    because a correction is coordination's with a reason.
    """
    person = get_person(session, person_id)
    name = clean_name(printed_name)
    if not _has_same_words(person, name):
        raise DomainError(
            _(
                "Aquí puede corregir tildes, mayúsculas y el orden. Si falta o sobra un nombre, "
                "pida a la coordinación que lo corrija."
            ),
            code="other_name",
            field="printed_name",
        )
    if person.name_confirmed_at is not None and person.printed_name == name:
        return
    _write(session, actor, person, name, action="accounts.confirm_printed_name")


def correct_printed_name(
    session: Session, actor: Actor, person_id: UUID, *, printed_name: str, reason: str
) -> None:
    """Write a corrected name with the reason of who corrects it; certificates follow by event."""
    person = get_person(session, person_id)
    name = clean_name(printed_name)
    if not name or len(name) > 200:  # noqa: PLR2004 - the column's length
        raise DomainError(
            _("Escriba el nombre completo como debe imprimirse."),
            code="name_missing",
            field="printed_name",
        )
    if not reason.strip():
        raise DomainError(
            _("Escriba el motivo, por ejemplo «error de transcripción, según carnet»."),
            code="reason_missing",
            field="reason",
        )
    if person.name_confirmed_at is not None and person.printed_name == name:
        return
    _write(
        session, actor, person, name, action="accounts.correct_printed_name", reason=reason.strip()
    )


def _has_same_words(person: Person, name: str) -> bool:
    with_married = surnames(person.first_surname, person.second_surname, person.married_surname)
    without = surnames(person.first_surname, person.second_surname)
    return any(
        is_same_name(name, given=person.given_names, surnames_written=written)
        for written in (with_married, without)
    )


def _write(
    session: Session,
    actor: Actor,
    person: Person,
    name: str,
    *,
    action: str,
    reason: str | None = None,
) -> None:
    before = person.printed_name
    person.printed_name = name
    person.name_confirmed_at = clock.now()
    record_change(
        session,
        actor,
        action=action,
        object_kind="person",
        object_id=person.id,
        before={"printed_name": before},
        after={"printed_name": name},
        reason=reason,
    )
    publish(session, PrintedNameConfirmed(person_id=person.id, printed_name=name))
