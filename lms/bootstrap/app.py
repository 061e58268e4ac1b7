"""Builds the Flask application out of the settings and the features."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, g, redirect, request, url_for
from flask_babel import Babel
from flask_compress import Compress
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from lms.bootstrap.features import FEATURES
from lms.bootstrap.logs import follow_requests, set_up_logs
from lms.bootstrap.navigation import landing_endpoint, navigation
from lms.bootstrap.settings import Environment, Settings, read_settings
from lms.core import access, features
from lms.core.db.engine import db, is_reading_only, prepare_engine
from lms.core.files.store import FolderStore
from lms.core.i18n import start_i18n
from lms.core.mail.outbox import set_transport
from lms.core.mail.transport import FolderTransport, SmtpTransport
from lms.core.web import formats, guards
from lms.core.web.errors import handle_errors
from lms.core.web.headers import add_headers, csp_nonce
from lms.core.web.limits import limiter
from lms.core.web.markdown import render_markdown
from lms.core.web.requests import read_requests
from lms.core.web.slots import fills

MAX_REQUEST_BYTES = 64 * 1024 * 1024

csrf = CSRFProtect()


def create_app(
    settings: Settings | None = None, *, with_features: Iterable[features.Feature] = FEATURES
) -> Flask:
    """Return the application; raises SettingError when the environment is wrong."""
    settings = settings or read_settings()
    app = Flask("lms", static_folder=None, template_folder=None)
    app.config.from_mapping(_config(settings))
    read_requests(app)
    app.extensions["gestores_settings"] = settings
    app.extensions["gestores_file_store"] = FolderStore(folder=settings.home / "files")
    set_up_logs(settings)
    _install_features(tuple(with_features))
    _start_extensions(app, settings)
    _set_up_templates(app, settings)
    _set_up_requests(app, settings)
    _register(app, settings)
    return app


def _config(settings: Settings) -> dict[str, Any]:
    is_test = settings.env is Environment.TEST
    # What people typed must not stand in the words of a failure: those end up in logs.
    engine: dict[str, Any] = {"pool_pre_ping": not settings.is_sqlite, "hide_parameters": True}
    if settings.is_sqlite:
        engine["connect_args"] = {"timeout": 5, "check_same_thread": False}
    else:
        engine |= {"pool_size": 5, "max_overflow": 5}
    return {
        "TESTING": is_test,
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine,
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "MAX_FORM_PARTS": 5000,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.is_https,
        "SESSION_COOKIE_NAME": "__Host-lms" if settings.is_https else "lms",
        "REMEMBER_COOKIE_SECURE": settings.is_https,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.is_https,
        "BABEL_DEFAULT_LOCALE": "es",
        "BABEL_DEFAULT_TIMEZONE": "America/La_Paz",
        "RATELIMIT_ENABLED": not is_test,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_STRATEGY": "moving-window",
        "COMPRESS_MIMETYPES": ["text/html", "text/csv", "application/json", "text/plain"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 4,
        "COMPRESS_MIN_SIZE": 600,
    }


def _install_features(installed: tuple[features.Feature, ...]) -> None:
    features.install(installed)
    access.install_permissions(feature.role_permissions for feature in installed)


def _start_extensions(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    csrf.init_app(app)
    Babel(app, locale_selector=lambda: "es")
    start_i18n(app)
    Compress(app)
    limiter.init_app(app)
    smtp = settings.smtp
    set_transport(
        SmtpTransport(host=smtp.host, port=smtp.port, user=smtp.user, password=smtp.password)
        if smtp
        else FolderTransport(folder=settings.home / "mail"),
        settings.mail_sender,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )


def _set_up_templates(app: Flask, settings: Settings) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.add_extension("jinja2.ext.do")
    formats.add_filters(app)
    env.filters["markdown"] = render_markdown
    env.globals.update(
        csp_nonce=csp_nonce,
        fills=fills,
        school=settings.school,
        settings=settings,
        navigation=navigation,
    )

    @app.context_processor
    def _who() -> dict[str, Any]:
        return {"current_access": guards.access(), "theme": request.cookies.get("tema", "")}


def _set_up_requests(app: Flask, settings: Settings) -> None:
    @app.before_request
    def _choose_transaction() -> None:
        is_reading_only.set(request.method in ("GET", "HEAD", "OPTIONS"))

    @app.teardown_request
    def _forget_transaction(_error: BaseException | None) -> None:
        is_reading_only.set(False)

    follow_requests(app)
    add_headers(app, is_https=settings.is_https)
    handle_errors(app)


def _register(app: Flask, settings: Settings) -> None:
    for feature in features.installed():
        blueprints = feature.blueprints
        if not settings.is_production:
            blueprints += feature.demo_blueprints
        for blueprint in blueprints:
            app.register_blueprint(blueprint)
        for start in feature.start_app:
            start(app)
    # After the features' own hooks, so that who is asking is known by then.
    guards.enforce(app)
    app.add_url_rule("/", "home", _home)


@guards.public
def _home() -> Response:
    return redirect(url_for(landing_endpoint(g.get("access", access.ANONYMOUS))))
