"""Reads the columns and dates of a list of people, however they were headed and written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from courses.learning.rules.same_person import folded

COLUMNS: dict[str, tuple[str, ...]] = {
    "document": (
        "Carnet", "ci", "c i", "carnet de identidad", "cedula", "cedula de identidad", "documento",
        "nro de carnet", "numero de carnet", "nro ci", "documento de identidad",
    ),
    "given_names": ("Nombres", "nombre"),
    "first_surname": ("Primer apellido", "apellido paterno", "paterno", "apellido"),
    "second_surname": ("Segundo apellido", "apellido materno", "materno"),
    "married_surname": ("Apellido de casada", "apellido de casado", "casada"),
    "gender": ("Género", "sexo"),
    "phone": ("Celular", "telefono", "telefono celular", "tel", "nro de celular", "whatsapp"),
    "email": ("Correo", "correo electronico", "email", "e mail"),
    "organization": ("Municipio", "entidad", "municipio o entidad", "alcaldia", "gam"),
    "post_title": ("Cargo", "puesto", "cargo o puesto"),
    "until": ("Plazo propio", "plazo", "fecha limite"),
}  # fmt: skip
"""Each column: its heading in the template, then other headings that lists bring."""

REQUIRED = ("document", "given_names", "first_surname")
LONGEST = {
    "document": 40, "given_names": 80, "first_surname": 80, "second_surname": 80,
    "married_surname": 80, "gender": 20, "phone": 30, "email": 254, "organization": 200,
    "post_title": 160, "until": 30,
}  # fmt: skip
MOST_ROWS = 20_000
MOST_COLUMNS = 40

_FIRST_SERIAL = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_HEADINGS = {folded(name): key for key, names in COLUMNS.items() for name in names}
_GENDERS = {
    "f": "woman", "fem": "woman", "femenino": "woman", "femenina": "woman", "mujer": "woman",
    "h": "man", "hombre": "man", "v": "man", "varon": "man", "masc": "man", "masculino": "man",
    "otro": "other", "otra": "other",
}  # fmt: skip
_EITHER = "m"
"""Mujer in a list of H and M, masculino in one of F and M."""


class AmbiguousGenderError(ValueError):
    """A letter that means woman in some lists and man in others."""


@dataclass(frozen=True, kw_only=True)
class RawRow:
    """One line of a list: its number in the file, from 1, and the text of its known columns."""

    number: int
    values: Mapping[str, str]
    formulas: tuple[str, ...] = ()
    """Columns in which the file holds a formula instead of a value."""


@dataclass(frozen=True, kw_only=True)
class RawList:
    """A list as read: the letter of each known column, and its rows."""

    letters: Mapping[str, str]
    rows: tuple[RawRow, ...] = field(default_factory=tuple)


def template_headings() -> list[str]:
    """Return the headings of the file to fill in."""
    return [names[0] for names in COLUMNS.values()]


def read_headings(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column; empty when the line heads nothing.

    The first of two columns with the same meaning counts.
    """
    found: dict[str, int] = {}
    for index, cell in enumerate(cells[:MOST_COLUMNS]):
        key = _HEADINGS.get(folded(cell))
        if key is not None:
            found.setdefault(key, index)
    return found if len(found) > 1 or "document" in found else {}


def template_places() -> dict[str, int]:
    """Return the places of the columns when the rows come without headings."""
    return {key: index for index, key in enumerate(COLUMNS)}


def letter(index: int) -> str:
    """Return the letters of a column as spreadsheets name it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def read_date(typed: str) -> date:
    """Return a day written 15/03/2027, 2027-03-15 or as a spreadsheet's number.

    Raises ValueError. Numbers count days from 30 December 1899 (the 1900 system with its leap
    day that never was), as Excel and Calc store dates.
    """
    text = typed.strip()
    match = _DAY_FIRST.fullmatch(text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        return date(year, month, day)
    if text.replace(".", "", 1).isdigit() and int(float(text)) in _SERIALS:
        return _FIRST_SERIAL + timedelta(days=int(float(text)))
    return date.fromisoformat(text[:10])


def meaning_of_m(column: Iterable[str]) -> str | None:
    """Return what a bare M means beside the other letters of its column; None when unknown.

    Beside F it is a man, beside H or V (hombre, varón) a woman; beside both nobody knows.
    """
    letters = {folded(typed) for typed in column}
    has_f, has_h = "f" in letters, bool(letters & {"h", "v"})
    if has_f is has_h:
        return None
    return "man" if has_f else "woman"


def read_gender(typed: str, *, m_means: str | None = None) -> str:
    """Return woman, man or other; m_means is what `meaning_of_m` says of the column.

    Raises AmbiguousGenderError for an M of which nothing is known, ValueError for other words.
    """
    word = folded(typed)
    if word == _EITHER:
        if m_means is None:
            raise AmbiguousGenderError(typed)
        return m_means
    try:
        return _GENDERS[word]
    except KeyError as error:
        raise ValueError(typed) from error


def organization_key(name: str) -> str:
    """Return what two writings of an entity's name have in common.

    "Gobierno Autónomo Municipal de Trinidad", "GAM Trinidad" and "trinidad" are one key.
    """
    words = folded(name)
    for prefix in _PREFIXES:
        if words.startswith(prefix + " "):
            return words[len(prefix) + 1 :]
    return words


_PREFIXES = (
    "gobierno autonomo municipal de",
    "gobierno municipal de",
    "municipio de",
    "alcaldia de",
    "alcaldia municipal de",
    "gam de",
    "gam",
    "gm de",
    "municipalidad de",
    "municipio",
)
