"""Makes access codes and opens the door to who brings one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from lms.accounts.models import AccessCode, Person, User
from lms.accounts.queries.identity import find_person_by_document
from lms.accounts.rules.access_codes import CODE_SYMBOLS, MOST_WRONG_TRIES, code_hash, expiry
from lms.accounts.rules.documents import document_label
from lms.accounts.rules.naming import full_name
from lms.accounts.services.confirm_printed_name import confirm_printed_name
from lms.accounts.services.set_password import set_password
from lms.audit.api import record_change
from lms.core import clock, ids
from lms.core.access import Actor
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class AccessSlip:
    """A code as it is handed over: the only moment in which it can be read."""

    person_id: UUID
    full_name: str
    code: str
    expires_at: datetime
    document_label: str = ""


def make_access_codes(
    session: Session, actor: Actor, person_ids: Sequence[UUID]
) -> list[AccessSlip]:
    """Return a new code for each person, in the order of surnames; older codes open nothing.

    The caller has narrowed the ids to people whom the actor may give codes.
    """
    people = session.scalars(
        select(Person)
        .where(Person.id.in_(person_ids), Person.merged_into_id.is_(None))
        .order_by(Person.search_key, Person.id)
    ).all()
    now = clock.now()
    _make_users(session, [person.id for person in people])
    session.execute(
        update(AccessCode)
        .where(
            AccessCode.person_id.in_([person.id for person in people]),
            AccessCode.used_at.is_(None),
            AccessCode.voided_at.is_(None),
        )
        .values(voided_at=now)
    )
    return [_make(session, actor, person, now) for person in people]


def find_code(session: Session, *, document: str, code: str) -> UUID | None:
    """Return the id of the live code that a person brings, None for any other pair.

    A wrong code counts: after ten the live one is void. As much work for an unknown document.
    """
    person = find_person_by_document(session, document)
    live = None if person is None else _live_code(session, person.id)
    typed = ids.normalise_code(code)
    found = code_hash(typed, live.person_id if live else ids.new_id())
    if live is None:
        return None
    if found == live.code_hash:
        return live.id
    live.failed_attempts += 1
    if live.failed_attempts >= MOST_WRONG_TRIES:
        live.voided_at = clock.now()
    return None


def person_of_code(session: Session, code_id: UUID) -> Person | None:
    """Return whose live code it is, None once it was used, replaced or is too old."""
    code = session.get(AccessCode, code_id)
    if code is None or not _is_live(code):
        return None
    return session.get(Person, code.person_id)


def use_code(session: Session, code_id: UUID, *, password: str, printed_name: str) -> User:
    """Return the user who may enter now: password set, name confirmed, code used up.

    Raises DomainError beside `password` or `printed_name`, or for a code that is over.
    """
    person = person_of_code(session, code_id)
    if person is None:
        raise DomainError(
            _("Ese código ya se usó o pasó su fecha. Pida otro a su enlace o a la escuela."),
            code="code_over",
        )
    own = Actor(
        person_id=person.id,
        label=full_name(person.given_names, person.first_surname, person.second_surname),
    )
    confirm_printed_name(session, own, person.id, printed_name)
    user = set_password(session, own, person.id, password)
    user.active = True
    code = session.get_one(AccessCode, code_id)
    code.used_at = clock.now()
    record_change(
        session,
        own,
        action="accounts.use_access_code",
        object_kind="person",
        object_id=person.id,
        after={"code_id": code_id},
    )
    return user


def _make(session: Session, actor: Actor, person: Person, now: datetime) -> AccessSlip:
    code = ids.new_code(CODE_SYMBOLS)
    row = AccessCode(
        id=ids.new_id(),
        person_id=person.id,
        code_hash=code_hash(code, person.id),
        expires_at=expiry(now),
        made_by_person_id=actor.person_id,
    )
    session.add(row)
    record_change(
        session,
        actor,
        action="accounts.make_access_code",
        object_kind="person",
        object_id=person.id,
        after={"expires_at": row.expires_at},
    )
    return AccessSlip(
        person_id=person.id,
        full_name=full_name(
            person.given_names,
            person.first_surname,
            person.second_surname,
            person.married_surname,
        ),
        code=code,
        expires_at=row.expires_at,
        document_label=document_label(
            number=person.document_number,
            complement=person.document_complement,
            place=person.document_place,
        ),
    )


def _make_users(session: Session, person_ids: list[UUID]) -> None:
    having = set(session.scalars(select(User.person_id).where(User.person_id.in_(person_ids))))
    session.add_all(
        User(id=ids.new_id(), person_id=person_id, fs_uniquifier=ids.new_token())
        for person_id in person_ids
        if person_id not in having
    )


def _live_code(session: Session, person_id: UUID) -> AccessCode | None:
    code = session.scalar(
        select(AccessCode).where(
            AccessCode.person_id == person_id,
            AccessCode.used_at.is_(None),
            AccessCode.voided_at.is_(None),
        )
    )
    return code if code is not None and _is_live(code) else None


def _is_live(code: AccessCode) -> bool:
    return code.used_at is None and code.voided_at is None and clock.now() < code.expires_at
