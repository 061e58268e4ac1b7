"""What changes for people when the school itself runs the product: cookies, headers, proxies."""

from dataclasses import replace

import pytest
from flask import request

from lms.bootstrap.app import create_app
from lms.bootstrap.settings import Environment, SettingError, read_settings
from lms.core.db.engine import db
from lms.core.web.limits import limiter
from tests.support.page_inspector import InspectingClient

COMPLETE = {
    "LMS_ENV": "production",
    "PUBLIC_URL": "https://gestores.ejemplo.bo",
    "SECRET_KEY": "k" * 64,
    "PASSWORD_SALT": "s" * 64,
    "TOTP_SECRET": "t" * 64,
    "DATABASE_URL": "sqlite:////var/lib/gestores/lms.db",
    "SMTP_HOST": "smtp.ejemplo.bo",
    "MAIL_SENDER": "escuela@ejemplo.bo",
    "SCHOOL_NAME": "Unidad de Gestores Municipales",
    "SCHOOL_SHORT_NAME": "UGM",
    "SCHOOL_CITY": "La Paz",
    "SCHOOL_PHONE": "(2) 2123456",
    "SCHOOL_EMAIL": "escuela@ejemplo.bo",
}


@pytest.fixture
def production(app, settings):
    """The application as a school with one proxy in front runs it."""
    real = create_app(
        replace(
            settings,
            env=Environment.PRODUCTION,
            public_url="https://gestores.ejemplo.bo",
            proxies=1,
        )
    )
    real.test_client_class = InspectingClient
    yield real
    limiter.reset()
    limiter.enabled = False
    with real.app_context():
        db.engine.dispose()


def test_the_cookie_is_only_for_this_host_over_https(production):
    answer = production.test_client().get("/entrar", base_url="https://gestores.ejemplo.bo")

    name, _, facts = answer.headers["Set-Cookie"].partition("=")
    assert name == "__Host-lms"
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(facts.split("; "))
    assert "Domain" not in facts
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_who_asks_is_told_by_the_proxy_and_by_nobody_else(production):
    seen = []
    production.before_request_funcs.setdefault(None, []).insert(
        0, lambda: seen.append(request.remote_addr)
    )

    production.test_client().get(
        "/privacidad", headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    )

    assert seen == ["203.0.113.7"]


def test_pages_of_the_demonstration_are_not_there(production):
    client = production.test_client()

    assert client.get("/guia-de-estilo").status_code == 404


def test_another_host_in_a_request_changes_no_address(production):
    answer = production.test_client().get("/", headers={"Host": "malo.example"})

    assert answer.headers["Location"].startswith("/")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "TRUSTED_PROXIES: falta y en producción es obligatoria"),
        ({"TRUSTED_PROXIES": "uno"}, "no es un número entero"),
    ],
)
def test_a_school_says_how_many_proxies_stand_in_front(tmp_path, given, words):
    environ = COMPLETE | {"LMS_HOME": str(tmp_path)}
    assert read_settings(environ | {"TRUSTED_PROXIES": "0"}).proxies == 0

    with pytest.raises(SettingError, match=words):
        read_settings(environ | given)
