"""Reads one row of a list as a person, with what is wrong in which column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import UUID

from courses.learning.rules.roster import (
    COLUMNS,
    LONGEST,
    REQUIRED,
    AmbiguousGenderError,
    RawRow,
    organization_key,
    read_date,
    read_gender,
)
from lms.accounts.api import Gender, PersonInput
from lms.core.days import sensible_day
from lms.core.i18n import gettext as _

Value = TypeVar("Value")
ColumnProblem = tuple[str, str]
"""The column's key and the reason in words."""


@dataclass(frozen=True, kw_only=True)
class ReadRow:
    """A row as understood so far; what follows fills in the person and further problems."""

    row: RawRow
    person: PersonInput
    until: date | None = None
    person_id: UUID | None = None
    is_new: bool = True
    stored_name: str | None = None
    problems: tuple[ColumnProblem, ...] = field(default_factory=tuple)

    @property
    def name(self) -> str:
        """Return the name as the list writes it."""
        parts = (
            self.person.given_names,
            self.person.first_surname,
            self.person.second_surname or "",
        )
        return " ".join(part for part in parts if part)


def read_roster_row(
    row: RawRow,
    organizations: Mapping[str, Sequence[UUID]],
    *,
    least_until: date,
    m_means: str | None = None,
) -> ReadRow:
    """Return a row with its person; `organizations` are ids by organization_key.

    A day of its own must come after `least_until`, the last day that everybody has. m_means: the
    gender that a bare M stands for in this list, None when the list does not tell.
    """
    problems = _shape_problems(row)
    gender = _read(row, "gender", lambda text: _gender(text, m_means), problems)
    until = _read(row, "until", lambda text: _until(text, least_until), problems)
    organization = _read(row, "organization", lambda text: _one(organizations, text), problems)
    values = row.values
    return ReadRow(
        row=row,
        person=PersonInput(
            given_names=values.get("given_names", ""),
            first_surname=values.get("first_surname", ""),
            second_surname=values.get("second_surname"),
            married_surname=values.get("married_surname"),
            document=values.get("document", ""),
            gender=gender,
            phone=values.get("phone"),
            email=values.get("email"),
            organization_id=organization,
            post_title=values.get("post_title"),
        ),
        until=until,
        problems=tuple(problems),
    )


def _shape_problems(row: RawRow) -> list[ColumnProblem]:
    problems = [(key, _("La celda tiene una fórmula. Péguela como valor.")) for key in row.formulas]
    problems += [
        (key, _("Falta «%(name)s». Escríbalo en esta celda.", name=COLUMNS[key][0]))
        for key in REQUIRED
        if key not in row.values and key not in row.formulas
    ]
    problems += [
        (key, _("El texto pasa de %(most)s letras. Acórtelo.", most=LONGEST[key]))
        for key, text in row.values.items()
        if len(text) > LONGEST[key]
    ]
    return problems


def _read(
    row: RawRow, key: str, read: Callable[[str], Value], problems: list[ColumnProblem]
) -> Value | None:
    text = row.values.get(key)
    if text is None or any(column == key for column, _reason in problems):
        return None
    try:
        return read(text)
    except ValueError as error:
        problems.append((key, str(error)))
        return None


def _gender(text: str, m_means: str | None) -> Gender:
    try:
        return Gender(read_gender(text, m_means=m_means))
    except AmbiguousGenderError as error:
        raise ValueError(
            _("«M» puede ser mujer o masculino. Escriba mujer u hombre, o F o H.")
        ) from error
    except ValueError as error:
        raise ValueError(_("Escriba mujer, hombre u otro, o deje vacío.")) from error


def _until(text: str, least: date) -> date:
    try:
        found = read_date(text)
    except ValueError as error:
        raise ValueError(_("Escriba la fecha como día/mes/año, por ejemplo 15/06/2027.")) from error
    found = sensible_day(found.isoformat())
    if found <= least:
        raise ValueError(_("Escriba una fecha posterior al %(day)s.", day=f"{least:%d/%m/%Y}"))
    return found


def _one(organizations: Mapping[str, Sequence[UUID]], text: str) -> UUID:
    found = organizations.get(organization_key(text), ())
    if not found:
        raise ValueError(
            _("No encontramos la entidad «%(name)s». Escríbala como en la lista.", name=text)
        )
    if len(found) > 1:
        raise ValueError(
            _("Hay más de una entidad llamada «%(name)s». Escriba su nombre completo.", name=text)
        )
    return found[0]
