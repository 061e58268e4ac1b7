"""Finds whom a typed carnet, user name or e-mail means."""

from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from lms.accounts.models import DocumentType, Person, User
from lms.accounts.rules.documents import DocumentKey, possible_keys
from lms.accounts.rules.usernames import UnfitUsernameError, read_username

Found = TypeVar("Found")


def find_user(session: Session, typed: str) -> User | None:
    """Return the active user that an identity means, None for nobody or for several people.

    An e-mail that several people share means nobody: they enter with the carnet. A record that
    was merged into another opens the other's door.
    """
    # PostgreSQL refuses the character of code zero in any text.
    text = typed.replace("\x00", "").strip().lower()
    if "@" in text:
        return _only(list(session.scalars(_users().where(Person.email == text).limit(2))))
    return _by_username(session, text) or _by_document(session, typed)


def find_person_by_document(session: Session, typed: str) -> Person | None:
    """Return the person of a document as typed, following a merge; None for nobody.

    Without its complement a document is still found when nobody else has the same number.
    """
    keys = possible_keys(typed)
    if not keys:
        return None
    owner = aliased(Person)
    rows = session.execute(
        select(Person, owner.document_number, owner.document_complement)
        .join(owner, Person.id == func.coalesce(owner.merged_into_id, owner.id))
        .where(has_number(owner, keys))
        .order_by(owner.document_type, owner.id)
    ).all()
    wanted = {(key.number, key.complement) for key in keys}
    exact = [person for person, number, complement in rows if (number, complement) in wanted]
    if exact:
        return exact[0]
    bare = {key.number for key in keys if not key.complement}
    return _only([person for person, number, _complement in rows if number in bare])


def has_number(owner: type[Person], keys: list[DocumentKey]) -> ColumnElement[bool]:
    """Return the condition that a record has one of the numbers, in a form the index serves."""
    return and_(
        owner.document_type.in_(list(DocumentType)),
        or_(*(owner.document_number == key.number for key in keys)),
    )


def _by_username(session: Session, text: str) -> User | None:
    try:
        username = read_username(text)
    except UnfitUsernameError:
        return None
    return session.scalar(select(User).where(User.username == username, User.active.is_(True)))


def _by_document(session: Session, typed: str) -> User | None:
    person = find_person_by_document(session, typed)
    if person is None:
        return None
    return session.scalar(select(User).where(User.person_id == person.id, User.active.is_(True)))


def _users() -> Select[User]:
    return (
        select(User)
        .join(Person, Person.id == User.person_id)
        .where(User.active.is_(True))
        .order_by(User.id)
    )


def _only(found: list[Found]) -> Found | None:
    return found[0] if len(found) == 1 else None
