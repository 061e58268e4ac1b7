"""The table of ways in: at most one user a person, with a password, codes and passkeys."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask_security import UserMixin, WebAuthnMixin
from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.core import ids
from lms.core.db.base import Base, Changing, Identified, JsonValue


class User(UserMixin, Identified, Changing, Base):
    """What Flask-Security needs to know of a person who may sign in."""

    __tablename__ = "accounts_user"

    id: Mapped[UUID] = mapped_column(  # type: ignore[assignment]
        primary_key=True, default=ids.new_id, sort_order=-100
    )
    person_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), unique=True
    )
    username: Mapped[str | None] = mapped_column(String(64), unique=True)
    """In small letters; optional, because the document opens the door as well."""
    password: Mapped[str | None] = mapped_column(String(255))
    """An argon2id hash; None until the person chose one by a code."""
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=ids.new_token)
    """What the session cookie names; a new value ends every session."""
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    """Encrypted by the library with the setting TOTP_SECRET."""
    last_totp_counter: Mapped[int | None] = mapped_column(BigInteger)
    """The half minute since 1970 whose code was used last: no code opens twice."""
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(
        # A type of its own: the shared one would make every JSON column a list.
        MutableList.as_mutable(JsonValue.copy())
    )
    last_sign_in_at: Mapped[datetime | None] = mapped_column()

    webauthn: Mapped[list["Passkey"]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )
    """Loaded when asked for: the library reads it by itself."""


class Passkey(WebAuthnMixin, Identified, Base):
    """One passkey of a user, as the device registered it."""

    __tablename__ = "accounts_passkey"

    id: Mapped[UUID] = mapped_column(  # type: ignore[assignment]
        primary_key=True, default=ids.new_id, sort_order=-100
    )
    user_id: Mapped[UUID] = mapped_column(
        ForeignKey("accounts_user.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[Any] | None] = mapped_column()
    backup_state: Mapped[bool] = mapped_column()
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    lastuse_datetime: Mapped[datetime] = mapped_column()
    name: Mapped[str] = mapped_column(String(64))
    usage: Mapped[str] = mapped_column(String(64))

    user: Mapped[User] = relationship(back_populates="webauthn")
