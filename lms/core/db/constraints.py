"""Turns the database's refusal into a sentence beside a field."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.core.errors import DomainError


@contextmanager
def refusing(session: Session, refusals: Mapping[str, DomainError]) -> Iterator[None]:
    """Run a block in a savepoint; a violated constraint becomes its DomainError.

    Keys are constraint names (PostgreSQL names them) or, for SQLite, `table.column` of the first
    column that its message names. Other violations pass unchanged.
    """
    try:
        with session.begin_nested():
            yield
            # The database speaks only when it is asked: the savepoint must hold the rows.
            session.flush()
    except IntegrityError as error:
        text = str(error.orig)
        for name, refusal in refusals.items():
            if name in text:
                raise refusal from error
        raise
