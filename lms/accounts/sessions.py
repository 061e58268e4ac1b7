"""Sessions: who is asking in each request, and when a session ends by itself."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, flash, g, request, session
from flask_login import current_user, user_logged_in
from flask_security import UserMixin
from flask_security.utils import set_request_attr

from lms.accounts.models import User
from lms.accounts.queries.signed_in import find_signed_in
from lms.accounts.rules.session_ends import SEEN_STEP, ends_at
from lms.core import clock
from lms.core.access import ANONYMOUS
from lms.core.db.engine import db
from lms.core.i18n import gettext as _

SEEN = "seen"
LENT = "lent"
_USER = "_user_id"
_NEEDS_NOBODY = {"assets.serve_asset"}


def follow_sessions(app: Flask) -> None:
    """Make `g.access` known before each view, and end sessions that were left alone."""
    app.before_request(_find_out_who_asks)
    app.after_request(_clean_after_sign_out)
    user_logged_in.connect(_begin, app, weak=False)


def load_user(uniquifier: str) -> UserMixin | None:
    """Return the user that a session names and set `g.access`: the library's loader."""
    found = find_signed_in(db.session(), uniquifier, clock.now())
    if found is None:
        return None
    g.access = replace(found.access, session_ends_at=g.get("session_ends_at"))
    g.has_confirmed_name = found.has_confirmed_name
    set_request_attr("fs_authn_via", "session")
    set_request_attr("fs_paa", session.get("fs_paa", 0))
    return found.user


def mark_lent(*, is_lent: bool) -> None:
    """Note, once somebody proved who they are, whether the phone is somebody else's."""
    session[LENT] = is_lent
    # Without a lifetime the cookie goes when the browser closes.
    session.permanent = not is_lent


def begin_again(user: User) -> None:
    """Keep this session alive after the user's other sessions were ended."""
    session[_USER] = user.get_id()
    session[SEEN] = clock.now().timestamp()


def _find_out_who_asks() -> None:
    g.access = ANONYMOUS
    # Several requests may share one application context (tests, commands): ask afresh.
    for kept in ("_login_user", "csrf_token"):
        g.pop(kept, None)
    if _USER not in session or request.endpoint in _NEEDS_NOBODY:
        return
    now = clock.now()
    seen_at = datetime.fromtimestamp(session.get(SEEN, 0), UTC)
    is_lent = bool(session.get(LENT))
    if now >= ends_at(seen_at, is_lent=is_lent):
        session.clear()
        flash(_("Su sesión terminó porque nadie la usó. Lo que se guardó sigue guardado."), "warn")
        return
    if now - seen_at >= SEEN_STEP:
        session[SEEN] = now.timestamp()
        seen_at = now
    g.session_ends_at = ends_at(seen_at, is_lent=is_lent)
    # Asking for the current user runs the loader, which fills g.access; a cookie whose user is
    # gone is forgotten.
    if not current_user.is_authenticated:
        session.clear()


def _begin(_app: Flask, user: Any, **_facts: Any) -> None:
    session[SEEN] = clock.now().timestamp()
    user.last_sign_in_at = clock.now()


def _clean_after_sign_out(response: Response) -> Response:
    if request.endpoint == "security.logout" and request.method == "POST" and _USER not in session:
        if session.get(LENT):
            response.headers["Clear-Site-Data"] = '"storage"'
        flashes = session.get("_flashes")
        session.clear()
        if flashes:
            session["_flashes"] = flashes
    return response
