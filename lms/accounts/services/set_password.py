"""Sets passwords: checked, hashed, and every other session ended."""

import unicodedata
from uuid import UUID

from argon2 import PasswordHasher, Type
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Person, User
from lms.accounts.rules.passwords import WeakPasswordError, check_password
from lms.accounts.rules.usernames import UnfitUsernameError, read_username
from lms.accounts.services.edit_person import get_person
from lms.audit.api import record_change
from lms.core import ids
from lms.core.access import Actor
from lms.core.db.constraints import refusing
from lms.core.errors import ConflictError, DomainError
from lms.core.i18n import gettext as _

# The same parameters as in lms.accounts.security: OWASP's second choice.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def normal_password(password: str) -> str:
    """Return a password in the one form in which it is hashed and compared."""
    return unicodedata.normalize("NFKD", password)


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    return _hasher.hash(normal_password(password))


def user_of(session: Session, person_id: UUID) -> User:
    """Return the person's user, made now where there was none."""
    user = session.scalar(select(User).where(User.person_id == person_id))
    if user is None:
        user = User(id=ids.new_id(), person_id=person_id, fs_uniquifier=ids.new_token())
        session.add(user)
    return user


def set_password(session: Session, actor: Actor, person_id: UUID, password: str) -> User:
    """Return the user with its new password; every session that was open is over.

    Raises DomainError beside `password` for one that is easy to guess.
    """
    person = get_person(session, person_id)
    user = user_of(session, person_id)
    _refuse_weak(person, user, password)
    user.password = hash_password(password)
    user.fs_uniquifier = ids.new_token()
    record_change(
        session, actor, action="accounts.set_password", object_kind="person", object_id=person_id
    )
    return user


def end_other_sessions(session: Session, actor: Actor, person_id: UUID) -> User:
    """Return the user under a new session name: what was open elsewhere is over."""
    user = user_of(session, person_id)
    user.fs_uniquifier = ids.new_token()
    record_change(
        session, actor, action="accounts.end_sessions", object_kind="person", object_id=person_id
    )
    return user


def set_username(session: Session, actor: Actor, person_id: UUID, username: str) -> None:
    """Write a user name; raises DomainError beside `username` when it is unfit or taken."""
    try:
        wanted = read_username(username)
    except UnfitUsernameError as error:
        raise DomainError(
            _("Use de 3 a 64 letras sin tilde, números, puntos o guiones, con tres letras o más."),
            code="username_unfit",
            field="username",
        ) from error
    user = user_of(session, person_id)
    before = user.username
    if before == wanted:
        return
    taken = ConflictError(
        _("Ese nombre de usuario es de otra persona. Escriba otro."),
        code="username_taken",
        field="username",
    )
    with refusing(session, {"uq_accounts_user_username": taken, "accounts_user.username": taken}):
        user.username = wanted
    record_change(
        session,
        actor,
        action="accounts.set_username",
        object_kind="person",
        object_id=person_id,
        before={"username": before},
        after={"username": wanted},
    )


def _refuse_weak(person: Person, user: User, password: str) -> None:
    own = (
        person.document_number,
        f"{person.given_names}{person.first_surname}",
        f"{person.first_surname}{person.document_number}",
        person.email or "",
        user.username or "",
        person.phone or "",
        (person.phone or "")[-8:],
    )
    try:
        check_password(password, own_words=own)
    except WeakPasswordError as error:
        words = {
            "short": _("Use 8 letras o más: dos o tres palabras juntas se recuerdan bien."),
            "long": _("Use 128 letras como máximo."),
            "common": _("Es muy fácil de adivinar. Junte dos o tres palabras que solo usted sepa."),
            "own": _("No use su carnet, su nombre, su teléfono ni su correo: otros los conocen."),
        }
        raise DomainError(words[str(error)], code=f"password_{error}", field="password") from error
