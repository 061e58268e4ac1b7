"""Requests as they come in production: nothing of the test's application context is shared.

While a test holds the `session` fixture, requests of its client reuse that context: the same `g`
(who is asking, the checked token) and the same database session. Where statements, commits or the
token are what is tested, a request has to come alone.
"""

from collections.abc import Callable
from contextvars import Context
from typing import Any

from sqlalchemy.orm import Session


def alone(session: Session, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Return what a call of the client gives in a context of its own; ends the test's transaction."""
    session.rollback()
    session.expire_all()
    return Context().run(ask, *args, **kwargs)
