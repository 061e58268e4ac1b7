"""Typed settings, read once from the environment; what is wrong is refused by name."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit


class SettingError(Exception):
    """A setting is missing or wrong: names the setting, the reason and an example."""

    def __init__(self, name: str, reason: str, example: str) -> None:
        super().__init__(f"{name}: {reason}. Ejemplo: {name}={example}")
        self.name = name


class Environment(StrEnum):
    """Where the application runs."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


@dataclass(frozen=True, kw_only=True)
class School:
    """The issuer's own data, as shown on pages and certificates."""

    name: str
    short_name: str
    parent: str
    city: str
    phone: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """How e-mail leaves in production."""

    host: str
    port: int
    user: str
    password: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that the environment decides."""

    env: Environment
    home: Path
    port: int
    public_url: str
    secret_key: str
    password_salt: str
    totp_secret: str
    database_url: str
    redis_url: str | None
    smtp: Smtp | None
    mail_sender: str
    school: School
    metrics_token: str | None
    proxies: int

    @property
    def is_production(self) -> bool:
        """Tell whether this is the real school's installation."""
        return self.env is Environment.PRODUCTION

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the embedded database is used."""
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        """Tell whether people reach the site by https."""
        return self.public_url.startswith("https://")

    @property
    def has_local_address(self) -> bool:
        """Tell whether the public address is one that only this machine reaches."""
        host = (urlsplit(self.public_url).hostname or "").rstrip(".")
        return host in {"localhost", "127.0.0.1", "::1", "0.0.0.0"} or host.endswith(  # noqa: S104
            (".localhost", ".local", ".test", ".invalid", ".example")
        )

    @property
    def may_issue_real_certificates(self) -> bool:
        """Tell whether certificates carry no demonstration watermark."""
        return self.is_production and not self.has_local_address


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of an environment (default: the process's); raises SettingError."""
    env = os.environ if environ is None else environ
    kind = _environment(env)
    home = Path(env.get("LMS_HOME") or Path.cwd() / ".lms-home").expanduser().absolute()
    is_production = kind is Environment.PRODUCTION
    port = _port(env)
    reader = _Reader(env=env, home=home, is_production=is_production)
    public_url = reader.required(
        "PUBLIC_URL", "https://gestores.ejemplo.bo", demo=f"http://localhost:{port}"
    ).rstrip("/")
    if is_production and not public_url.startswith("https://"):
        raise SettingError("PUBLIC_URL", "debe empezar con https://", "https://gestores.ejemplo.bo")
    return Settings(
        env=kind,
        home=home,
        port=port,
        public_url=public_url,
        secret_key=reader.secret("SECRET_KEY"),
        password_salt=reader.secret("PASSWORD_SALT"),
        totp_secret=reader.secret("TOTP_SECRET"),
        database_url=_database(reader, home),
        redis_url=env.get("REDIS_URL") or None,
        smtp=_smtp(reader) if is_production else None,
        mail_sender=reader.required(
            "MAIL_SENDER", "escuela@ejemplo.bo", demo="escuela@demostracion.invalid"
        ),
        school=_school(reader),
        metrics_token=env.get("METRICS_TOKEN") or None,
        proxies=_proxies(reader),
    )


@dataclass(frozen=True, kw_only=True)
class _Reader:
    env: Mapping[str, str]
    home: Path
    is_production: bool

    def required(self, name: str, example: str, *, demo: str) -> str:
        value = self.env.get(name, "").strip()
        if value:
            return value
        if self.is_production:
            raise SettingError(name, "falta y en producción es obligatoria", example)
        return demo

    def secret(self, name: str) -> str:
        value = self.env.get(name, "")
        if value:
            if self.is_production and len(value) < 32:  # noqa: PLR2004 - 128 bits in hexadecimal
                raise SettingError(
                    name, "es demasiado corta: use 32 letras o más", secrets.token_hex(32)
                )
            return value
        if self.is_production:
            raise SettingError(name, "falta y en producción es obligatoria", secrets.token_hex(32))
        return _own_secret(self.home / "secrets" / name.lower())


def _own_secret(path: Path) -> str:
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = secrets.token_hex(32)
    # Created exclusively with its mode, so that no other user reads it even for a moment.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    return value


def _environment(env: Mapping[str, str]) -> Environment:
    value = env.get("LMS_ENV") or "demo"
    try:
        return Environment(value)
    except ValueError:
        raise SettingError("LMS_ENV", f"«{value}» no existe", "demo o production") from None


def _port(env: Mapping[str, str]) -> int:
    port = _whole(env, "PORT", 5000)
    if not 0 < port < 65536:  # noqa: PLR2004 - the range of TCP ports
        raise SettingError("PORT", "debe estar entre 1 y 65535", "5000")
    return port


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isascii() or not value.isdigit():
        raise SettingError(name, f"«{value}» no es un número entero", str(default))
    return int(value)


def _proxies(reader: _Reader) -> int:
    # A wrong number makes everybody one address for the limits, or lets anybody choose theirs.
    reader.required("TRUSTED_PROXIES", "1", demo="0")
    return _whole(reader.env, "TRUSTED_PROXIES", 0)


def _database(reader: _Reader, home: Path) -> str:
    url = reader.env.get("DATABASE_URL", "").strip()
    if not url:
        if reader.is_production:
            raise SettingError(
                "DATABASE_URL",
                "falta y en producción es obligatoria (también SQLite se elige por escrito)",
                "postgresql://usuario:clave@servidor/gestores o sqlite:////var/lib/gestores/lms.db",
            )
        return f"sqlite:///{home / 'lms.db'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("postgresql+psycopg://", "sqlite:///")):
        raise SettingError(
            "DATABASE_URL", "solo PostgreSQL o SQLite", "postgresql://usuario:clave@servidor/lms"
        )
    return url


def _smtp(reader: _Reader) -> Smtp:
    return Smtp(
        host=reader.required("SMTP_HOST", "smtp.ejemplo.bo", demo=""),
        port=_whole(reader.env, "SMTP_PORT", 587),
        user=reader.env.get("SMTP_USER", ""),
        password=reader.env.get("SMTP_PASSWORD", ""),
    )


def _school(reader: _Reader) -> School:
    return School(
        name=reader.required(
            "SCHOOL_NAME",
            "Unidad de Gestores Municipales",
            demo="Unidad de Gestores Municipales",
        ),
        short_name=reader.required("SCHOOL_SHORT_NAME", "UGM", demo="UGM"),
        parent=reader.env.get("SCHOOL_PARENT")
        or ("" if reader.is_production else "Gobierno Autónomo Municipal de La Paz"),
        city=reader.required("SCHOOL_CITY", "La Paz", demo="La Paz"),
        phone=reader.required("SCHOOL_PHONE", "(2) 2123456", demo="(2) 000 0000"),
        email=reader.required(
            "SCHOOL_EMAIL", "escuela@ejemplo.bo", demo="escuela@demostracion.invalid"
        ),
    )
