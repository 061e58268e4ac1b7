"""What somebody says about a person, made into the columns of a record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from lms.accounts.models import DocumentType, Gender
from lms.accounts.rules.documents import UnreadableDocumentError, read_document
from lms.accounts.rules.naming import clean_name, heard, search_key, without_particle
from lms.accounts.rules.phones import UnreadablePhoneError, read_phone
from lms.core.errors import DomainError
from lms.core.i18n import gettext as _

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class PersonInput:
    """A person's data as typed; `second_surname` None means "no tiene"."""

    given_names: str
    first_surname: str
    document: str
    second_surname: str | None = None
    married_surname: str | None = None
    document_type: DocumentType = DocumentType.CARNET
    gender: Gender | None = None
    phone: str | None = None
    email: str | None = None
    organization_id: UUID | None = None
    post_title: str | None = None
    is_fictional: bool = False


def to_columns(data: PersonInput) -> dict[str, Any]:
    """Return the columns of a person; raises DomainError beside the field that cannot be read."""
    names = {
        "given_names": _name(data.given_names, "given_names", _("Escriba los nombres.")),
        "first_surname": _name(
            data.first_surname, "first_surname", _("Escriba el primer apellido.")
        ),
        "second_surname": clean_name(data.second_surname or "")[:80] or None,
        "married_surname": without_particle(data.married_surname or "")[:80] or None,
    }
    key = _read(
        lambda: read_document(data.document, data.document_type),
        UnreadableDocumentError,
        field="document",
        message=_("Escriba el número como está en el documento, por ejemplo 4912345-1A LP."),
    )
    words = search_key(
        names["given_names"] or "",
        names["first_surname"] or "",
        names["second_surname"],
        names["married_surname"],
    )
    return names | {
        "document_type": data.document_type,
        "document_number": key.number,
        "document_complement": key.complement,
        "document_place": key.place,
        "gender": data.gender,
        "phone": _phone(data.phone),
        "email": _email(data.email),
        "organization_id": data.organization_id,
        "post_title": clean_name(data.post_title or "")[:160] or None,
        "is_fictional": data.is_fictional,
        "search_key": words,
        "sound_key": heard(words),
    }


def _name(typed: str, field: str, message: str) -> str:
    name = clean_name(typed)[:80]
    if not name or not any(letter.isalpha() for letter in name):
        raise DomainError(message, code="name_missing", field=field)
    return name


def _phone(typed: str | None) -> str | None:
    if not typed or not typed.strip():
        return None
    return _read(
        lambda: read_phone(typed),
        UnreadablePhoneError,
        field="phone",
        message=_(
            "Escriba el número completo, por ejemplo 71234567. De otro país, con + y código."
        ),
    )


def _email(typed: str | None) -> str | None:
    email = (typed or "").strip().lower()
    if not email:
        return None
    before, _at, after = email.partition("@")
    if not before or "." not in after or " " in email or len(email) > 254:  # noqa: PLR2004
        raise DomainError(
            _("Escriba el correo completo, por ejemplo ana@ejemplo.bo."),
            code="email_unreadable",
            field="email",
        )
    return email


def _read(read: Callable[[], Value], error: type[ValueError], *, field: str, message: str) -> Value:
    try:
        return read()
    except error as problem:
        raise DomainError(message, code=f"{field}_unreadable", field=field) from problem
