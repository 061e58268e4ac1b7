"""Every view says who may open it; one hook enforces it before the view runs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from lms.core.access import ANONYMOUS, Access

View = TypeVar("View", bound=Callable[..., Any])


class Admission(StrEnum):
    """Who a view admits."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    PERMISSION = "permission"
    LINK = "link"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """The condition that a view declares."""

    admission: Admission
    permissions: tuple[str, ...] = ()


def public(view: View) -> View:
    """Admit anybody."""
    return _declare(view, Guard(admission=Admission.PUBLIC))


def signed_in(view: View) -> View:
    """Admit who signed in; the view's query narrows to own objects."""
    return _declare(view, Guard(admission=Admission.SIGNED_IN))


def permission(*names: str) -> Callable[[View], View]:
    """Admit who has any of the permissions in any scope; the view's query narrows to the scope."""

    def declare(view: View) -> View:
        return _declare(view, Guard(admission=Admission.PERMISSION, permissions=names))

    return declare


def link_holder(view: View) -> View:
    """Admit who holds a signed link, which the view itself checks."""
    return _declare(view, Guard(admission=Admission.LINK))


def guard_of(view: Callable[..., Any]) -> Guard | None:
    """Return the guard that a view declares."""
    found: Guard | None = getattr(view, "__guard__", None)
    return found


def access() -> Access:
    """Return who is asking in this request."""
    found: Access = g.get("access", ANONYMOUS)
    return found


def enforce(app: Flask) -> None:
    """Enforce the declared guard of every view; one without a guard is refused to all."""
    app.before_request(_enforce)


def _enforce() -> Response | None:
    if request.endpoint is None:
        return None
    guard = guard_of(current_app.view_functions[request.endpoint])
    if guard is None:
        current_app.logger.error("view_without_guard", extra={"endpoint": request.endpoint})
        abort(403)
    if guard.admission in (Admission.PUBLIC, Admission.LINK):
        return None
    if not access().is_signed_in:
        return _to_sign_in()
    if guard.permissions and not any(access().may(name) for name in guard.permissions):
        abort(403)
    return None


def _to_sign_in() -> Response:
    # Only a GET comes back where it was: replaying a POST would surprise.
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=target))


def _declare(view: View, guard: Guard) -> View:
    view.__guard__ = guard  # type: ignore[attr-defined]
    return view
