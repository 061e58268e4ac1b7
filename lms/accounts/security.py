"""Sets Flask-Security up for this school: addresses, hashing, second factors, our own pages.

This feature is the one whose models carry the library's mixins and whose library commits by
itself at the end of its own views; everywhere else a unit of work owns the transaction.
"""

import base64
import hashlib
from datetime import timedelta
from typing import Any

from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore
from werkzeug.wrappers import Response as BaseResponse

from lms.accounts.device_keys import DeviceKeys
from lms.accounts.forms.second_step import (
    KeyForm,
    SecondStepHelpForm,
    SecondStepSelectForm,
    SecondStepSetupForm,
    StillMeForm,
)
from lms.accounts.forms.sign_in import SignInForm
from lms.accounts.models import Passkey, User
from lms.accounts.rate_limits import LIMITED
from lms.accounts.second_step import OneUseCodes, follow_changes
from lms.accounts.security_words import MESSAGES
from lms.accounts.sessions import follow_sessions, load_user
from lms.core import clock
from lms.core.db.engine import db
from lms.core.web.guards import public, signed_in
from lms.core.web.safe_redirect import local_target

_PUBLIC = {
    "login",
    "two_factor_token_validation",
    "two_factor_rescue",
    "tf_select",
    "mf_recovery",
    "wan_signin",
    "wan_signin_response",
    "logout",
}
_SESSION_HOURS = 12


def start_security(app: Flask) -> None:
    """Attach sign-in to the application."""
    settings = app.extensions["gestores_settings"]
    app.config.update(_config())
    app.config.update(
        SECURITY_PASSWORD_SALT=settings.password_salt,
        SECURITY_TOTP_SECRETS={"1": settings.totp_secret},
        SECURITY_TOTP_ISSUER=settings.school.short_name,
        SECURITY_WAN_RP_NAME=settings.school.short_name,
        SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS=[_fernet_key(settings.totp_secret)],
    )
    security = Security(
        app,
        SQLAlchemyUserDatastore(db, User, RoleMixin, Passkey),
        login_form=SignInForm,
        verify_form=StillMeForm,
        two_factor_setup_form=SecondStepSetupForm,
        two_factor_select_form=SecondStepSelectForm,
        two_factor_rescue_form=SecondStepHelpForm,
        wan_register_form=KeyForm,
        webauthn_util_cls=DeviceKeys,
        totp_cls=OneUseCodes,
        # Its views pass on whatever this returns; the annotation knows only text.
        render_template=_render,  # type: ignore[arg-type]
    )
    security.want_json(lambda _request: False)
    manager = security.login_manager
    manager.user_loader(load_user)
    # Tokens in headers would be a second door; the cookie is the only one.
    manager.request_loader(lambda _request: None)
    # Telephones change their network address all day: that must not end a session.
    manager.session_protection = None
    # Permissions come from lms.core.access; the library's own would load the user twice.
    security.principal.identity_loaders.clear()
    app.view_functions.update(LIMITED)
    # The library's own help sends a mail at once; ours is the list of recovery codes.
    app.view_functions["security.two_factor_rescue"] = _to_recovery_codes
    _declare_guards(app)
    follow_sessions(app)
    follow_changes(app)


def _declare_guards(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        blueprint, _, name = endpoint.partition(".")
        if blueprint == "security":
            declare = public if name in _PUBLIC else signed_in
            declare(view)


def _to_recovery_codes() -> BaseResponse:
    return redirect(url_for("security.mf_recovery"), 303)


def _render(template: str, **context: Any) -> Response:
    forms = [value for name, value in context.items() if name.endswith("_form")]
    for form in forms:
        if getattr(form, "next", None) is not None:
            form.next.data = local_target(form.next.data, "")
        for field in form:
            if isinstance(field.data, str):
                # What is shown again holds no signs that a page may not hold.
                field.data = "".join(letter for letter in field.data if letter.isprintable())
    is_refused = request.method == "POST" and any(
        form.errors or form.form_errors for form in forms if form is not None
    )
    context["safe_next"] = local_target(request.args.get("next"), "")
    return make_response(render_template(template, **context), 422 if is_refused else 200)


def _fernet_key(secret: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"recovery:{secret}".encode()).digest())


def _config() -> dict[str, Any]:
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
        # OWASP's second choice: 19 MiB and two passes, so that 80 people at once still fit.
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            "argon2__time_cost": 2,
            "argon2__memory_cost": 19 * 1024,
            "argon2__parallelism": 1,
        },
        "SECURITY_DATETIME_FACTORY": clock.now,
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": str.lower}}],
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_RESET_PASSWORD_WITHIN": timedelta(days=1),
        "SECURITY_LOGIN_URL": "/entrar",
        "SECURITY_LOGOUT_URL": "/salir",
        "SECURITY_VERIFY_URL": "/entrar/confirmar",
        "SECURITY_POST_LOGIN_VIEW": "home",
        "SECURITY_POST_LOGOUT_VIEW": "security.login",
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
        # A minute before and after: clocks of telephones are seldom further off.
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 60,
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_TWO_FACTOR_SETUP_URL": "/mi-cuenta/segundo-paso",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/entrar/segundo-paso",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/entrar/segundo-paso/ayuda",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/entrar/segundo-paso/elegir",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "account.security",
        "SECURITY_TWO_FACTOR_ERROR_VIEW": "security.login",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/mi-cuenta/codigos-de-reserva",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/entrar/codigo-de-reserva",
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": True,
        # Naming the keys of a typed user would tell strangers who is registered.
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_WAN_REGISTER_URL": "/mi-cuenta/llaves",
        "SECURITY_WAN_SIGNIN_URL": "/entrar/llave",
        "SECURITY_WAN_DELETE_URL": "/mi-cuenta/llaves/quitar",
        "SECURITY_WAN_VERIFY_URL": "/entrar/confirmar/llave",
        "SECURITY_WAN_POST_REGISTER_VIEW": "account.security",
        "SECURITY_FRESHNESS": timedelta(minutes=60),
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=_SESSION_HOURS),
        # The cookie is written again only when its moment moves on: see lms.accounts.sessions.
        "SESSION_REFRESH_EACH_REQUEST": False,
    } | {f"SECURITY_MSG_{name}": (text, kind) for name, (text, kind) in MESSAGES.items()}
