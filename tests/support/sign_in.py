"""People for tests and their sessions, without paying for a password hash each time.

What the makers return is loaded and detached: reading it opens no transaction, which on SQLite
would hold the write lock against the request that the test makes next. To change a row, get it
from the session again.
"""

import itertools
import time
from contextlib import nullcontext

from flask import has_app_context
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.accounts.models import Person, RoleGrant, User
from lms.accounts.rules import naming
from lms.accounts.sessions import LENT, SEEN
from lms.core import clock
from lms.core.access import Role, Scope
from lms.core.db.engine import db

_numbers = itertools.count(5_000_000)


def make_person(session: Session, **over) -> Person:
    """Add a person of the least valid kind, committed; any column may be given."""
    values = {
        "given_names": "Ana",
        "first_surname": "Quispe",
        "second_surname": "Mamani",
        "document_number": str(next(_numbers)),
    } | over
    names = [
        values.get(n) for n in ("given_names", "first_surname", "second_surname", "married_surname")
    ]
    values = {
        "search_key": naming.search_key(*names),
        "sound_key": naming.sound_key(*names),
    } | values
    person = Person(**values)
    return _saved(session, person)


def make_user(session: Session, person: Person, **over) -> User:
    """Add a way in for a person; the password is a hash, None by default."""
    return _saved(session, User(person_id=person.id, **over))


def make_staff(
    session: Session, role: Role, *, scope: Scope = Scope.PLATFORM, scope_id=None, **over
) -> Person:
    """Add a person who has a role, on the whole platform unless a scope is given."""
    person = make_person(session, **over)
    session.add(
        RoleGrant(
            person_id=person.id,
            role=role,
            scope=scope,
            scope_id=scope_id,
            starts_at=clock.now(),
        )
    )
    session.commit()
    return person


def sign_in(client, person_id, *, is_lent: bool = False):
    """Give a client the session that signing in would give; returns the client."""
    with nullcontext() if has_app_context() else client.application.app_context():
        session = db.session()
        find = select(User.fs_uniquifier).where(User.person_id == person_id)
        uniquifier = session.scalar(find)
        if uniquifier is None:
            uniquifier = _saved(session, User(person_id=person_id)).fs_uniquifier
        # Whatever the test was doing is over: the request must find the lock free.
        session.commit()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = uniquifier
        cookie["_fresh"] = True
        cookie["fs_cc"] = "set"
        cookie["fs_paa"] = time.time()
        cookie[SEEN] = clock.now().timestamp()
        cookie[LENT] = is_lent
        cookie.permanent = not is_lent
    return client


def _saved(session: Session, row):
    session.add(row)
    session.flush()
    session.expunge(row)
    session.commit()
    return row
