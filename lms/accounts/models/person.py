"""The table of people: one row a human being, with or without a way to sign in."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.core.db.base import Base, Changing, Identified
from lms.core.db.types import state_enum


class DocumentType(StrEnum):
    """Kinds of identity documents."""

    CARNET = "carnet"
    FOREIGNER_CARNET = "foreigner_carnet"
    PASSPORT = "passport"
    OTHER = "other"


class Gender(StrEnum):
    """Gender as the person declares it; not declaring is None."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Person(Identified, Changing, Base):
    """A servant, trainer, coordinator: anybody of whom the school keeps a record."""

    __tablename__ = "accounts_person"
    __table_args__ = (
        UniqueConstraint(
            "document_type",
            "document_number",
            "document_complement",
            # The name by convention would be longer than PostgreSQL admits.
            name="uq_accounts_person_document",
        ),
        CheckConstraint("given_names != ''", name="given_names"),
        CheckConstraint("first_surname != ''", name="first_surname"),
        CheckConstraint("document_number != ''", name="document_number"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id != id", name="not_into_itself"),
    )

    given_names: Mapped[str] = mapped_column(String(80))
    first_surname: Mapped[str] = mapped_column(String(80))
    second_surname: Mapped[str | None] = mapped_column(String(80))
    """None means that the person said "no tiene"."""
    married_surname: Mapped[str | None] = mapped_column(String(80))
    """The optional surname after "de", without the particle."""
    gender: Mapped[Gender | None] = mapped_column(state_enum(Gender, "gender"))
    phone: Mapped[str | None] = mapped_column(String(20))
    """In E.164, as in +59171234567."""
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """In small letters; may be shared by several people."""
    document_type: Mapped[DocumentType] = mapped_column(
        state_enum(DocumentType, "document_type"), default=DocumentType.CARNET
    )
    document_number: Mapped[str] = mapped_column(String(30))
    """Digits (passports: letters and digits) without dots, hyphens or leading zeros."""
    document_complement: Mapped[str] = mapped_column(String(4), default="")
    """The letters after the number, as in 1A; empty for most people."""
    document_place: Mapped[str | None] = mapped_column(String(4))
    """Place of issue such as LP: shown, never part of the key."""
    organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations_organization.id", ondelete="SET NULL"), index=True
    )
    """The municipality or other entity that the person works for."""
    post_title: Mapped[str | None] = mapped_column(String(160))
    """The current post in the person's own words; posts with dates are in organizations."""
    printed_name: Mapped[str | None] = mapped_column(String(200))
    """The name as it will be printed on certificates, confirmed by the person."""
    name_confirmed_at: Mapped[datetime | None] = mapped_column()
    search_key: Mapped[str] = mapped_column(String(400), index=True, default="")
    """Folded names for searching; written by rules.naming."""
    sound_key: Mapped[str] = mapped_column(String(400), index=True, default="")
    """Folded names by sound, for suggestions (Quispe, Kispe)."""
    merged_into_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("accounts_person.id", ondelete="RESTRICT"), index=True
    )
    """Set when this record turned out to be of the same person as another."""
    is_fictional: Mapped[bool] = mapped_column(default=False)
    """True for people of the demonstration."""
