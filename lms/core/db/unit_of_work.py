"""The transaction of an entry point: all or nothing, never nested."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from lms.core.db.engine import db, is_reading_only

_OPEN = "unit_of_work_is_open"
_AFTER = "after_commit"


@contextmanager
def unit_of_work() -> Iterator[Session]:
    """Give the session, commit when the block ends, roll back when it raises.

    Raises RuntimeError when one is open already or inside a GET: reading never writes.
    """
    session: Session = db.session()
    if session.info.get(_OPEN):
        raise RuntimeError("a unit of work does not nest: call a service, not an entry point")
    if is_reading_only.get():
        raise RuntimeError("a GET never opens a unit of work")
    session.info[_OPEN] = True
    session.info[_AFTER] = []
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_OPEN] = False
        waiting: list[Callable[[], None]] = session.info.pop(_AFTER, [])
    for action in waiting:
        action()


def after_commit(session: Session, action: Callable[[], None]) -> None:
    """Do something once the unit of work is committed; nothing when it is rolled back."""
    session.info.setdefault(_AFTER, []).append(action)


def read_session() -> Session:
    """Return the session for queries of a page."""
    return db.session()
