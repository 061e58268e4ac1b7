"""The second step of signing in: each code once, and every change of it written down."""

from typing import Any

from flask import Flask, current_app
from flask_security import UserMixin
from flask_security.signals import tf_disabled, tf_profile_changed, wan_deleted, wan_registered
from flask_security.totp import Totp
from passlib.exc import UsedTokenError
from passlib.totp import TotpMatch
from sqlalchemy import or_, update
from werkzeug.wrappers import Response

from lms.accounts.models import User
from lms.accounts.services.set_password import end_other_sessions
from lms.accounts.sessions import begin_again
from lms.audit.api import record_change
from lms.core.db.engine import db
from lms.core.web.guards import access

_CHANGES = (
    (tf_profile_changed, "accounts.set_second_step"),
    (tf_disabled, "accounts.remove_second_step"),
    (wan_registered, "accounts.add_key"),
    (wan_deleted, "accounts.remove_key"),
)


class OneUseCodes(Totp):
    """Codes of an application on the telephone; one that was used opens nothing more."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Return the half minute whose code was used last."""
        counter: int | None = user.last_totp_counter  # type: ignore[attr-defined]
        return counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Note the use; raises UsedTokenError for who comes second with the same code."""
        # In one statement, so that of two requests at the same moment one is refused.
        noted = db.session.execute(
            update(User)
            .where(
                User.id == user.id,
                or_(User.last_totp_counter.is_(None), User.last_totp_counter < tmatch.counter),
            )
            .values(last_totp_counter=tmatch.counter)
        )
        if noted.rowcount != 1:  # type: ignore[attr-defined]
            raise UsedTokenError


def second_step_of(user: User) -> Response | None:
    """Return the answer that asks for the second step, None for who has none."""
    plugins = current_app.extensions["security"].two_factor_plugins
    answer: Response | None = plugins.tf_enter(user, False, "code", next_loc=None)  # noqa: FBT003
    return answer


def follow_changes(app: Flask) -> None:
    """Write down each change of a second step or key, and end the other sessions."""
    for signal, action in _CHANGES:
        signal.connect(_follower(action), app, weak=False)


def _follower(action: str) -> Any:
    def follow(_app: Flask, user: User, **_facts: Any) -> None:
        session = db.session()
        actor = access().actor
        record_change(session, actor, action=action, object_kind="person", object_id=user.person_id)
        # The library commits this with its own change at the end of the request.
        begin_again(end_other_sessions(session, actor, user.person_id))

    return follow
