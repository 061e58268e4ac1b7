"""How often somebody may try to enter: failures count, successes do not.

A whole class signs in from one address, so the address alone has a wide limit; one identity tried
from one address has a narrow one.
"""

from collections.abc import Callable
from typing import Any

from flask import Response, request, session
from flask_limiter.util import get_remote_address
from flask_security import recovery_codes, views, webauthn

from lms.accounts.rules.documents import possible_keys
from lms.accounts.rules.naming import fold
from lms.core.web.limits import limiter

View = Callable[..., Any]
_LONGEST = 254


def _failed(response: Response) -> bool:
    return response.status_code == 422  # noqa: PLR2004 - what every refused form answers


def _typed() -> str:
    # Who signed in is known: without this, one person's failures would stop everybody's.
    if "_user_id" in session:
        return f"user:{session['_user_id']}"
    typed = request.form.get("identity") or request.form.get("document") or ""
    return identity_key(typed[:_LONGEST])


def identity_key(typed: str) -> str:
    """Return one key for all the ways of typing one document, user name or e-mail."""
    if "@" in typed:
        return typed.strip().lower()
    keys = possible_keys(typed)
    # Without complement and place: leaving them out or changing them buys no further tries.
    return keys[0].number.lower() if keys else fold(typed).replace(" ", "")


def _typed_here() -> str:
    return f"{get_remote_address()}:{_typed()}"


def _second_step() -> str:
    return f"second:{session.get('tf_user_id') or get_remote_address()}"


def limit_failures(view: View) -> View:
    """Return a view that answers 429 after too many failures of one identity or address."""
    limits = (
        ("10 per 15 minutes", _typed_here),
        ("50 per 15 minutes", _typed),
        ("400 per 15 minutes", get_remote_address),
    )
    for amount, key in limits:
        view = limiter.limit(amount, key_func=key, methods=["POST"], deduct_when=_failed)(view)
    return view


def limit_mails(view: View) -> View:
    """Return a view that answers 429 after too many requests for a mail."""
    limits = (("5 per 15 minutes", _typed_here), ("60 per 15 minutes", get_remote_address))
    for amount, key in limits:
        view = limiter.limit(amount, key_func=key, methods=["POST"])(view)
    return view


def _limit_second_step(view: View) -> View:
    limited: View = limiter.limit(
        "10 per 15 minutes", key_func=_second_step, methods=["POST"], deduct_when=_failed
    )(view)
    return limited


# Made once: the limiter counts a view as often as it was wrapped.
LIMITED = {
    "security.login": limit_failures(views.login),
    "security.two_factor_token_validation": _limit_second_step(views.two_factor_token_validation),
    "security.mf_recovery": _limit_second_step(recovery_codes.mf_recovery),
    "security.verify": limit_failures(views.verify),
    "security.wan_signin_response": limit_failures(webauthn.webauthn_signin_response),
}
"""The library's views with their limits, by endpoint."""
