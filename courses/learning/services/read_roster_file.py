"""Reads a list of people out of pasted text, CSV or XLSX, as text cells; formulas never run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl

from courses.learning.rules.roster import (
    COLUMNS,
    LONGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    REQUIRED,
    RawList,
    RawRow,
    letter,
    read_headings,
    template_places,
)
from lms.core.errors import DomainError
from lms.core.files.uploads import XLSX, check_bytes, sniff
from lms.core.i18n import gettext as _

_ZIP = b"PK\x03\x04"
_HEADINGS_WITHIN = 15
"""Lists carry titles and logos above the headings: that many lines are looked through."""
_MOST_LINES = 5 * MOST_ROWS
"""How many lines of a sheet are read, the empty ones among them."""
_FORMULA = "\x00formula"

Cells = Sequence[str]


def read_roster_file(content: bytes) -> RawList:
    """Return the rows of an uploaded list; raises DomainError with what to do."""
    if content.startswith(_ZIP):
        if sniff(content) != XLSX:
            raise _not_a_list()
        check_bytes(content, allowed=(XLSX,))
        return _read_lines(_workbook_lines(content))
    return read_pasted(_decoded(content))


def read_pasted(text: str) -> RawList:
    """Return the rows of pasted or comma-separated text, with or without headings."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    reader = csv.reader(io.StringIO(lines), delimiter=_delimiter(lines))
    try:
        return _read_lines(reader)
    except csv.Error as error:
        raise DomainError(
            _("No se pudo leer la lista. Guárdela como CSV o como XLSX y envíela otra vez."),
            code="roster_unreadable",
        ) from error


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise DomainError(
            _("La lista está vacía. Elija otra vez el archivo y envíelo."), code="file_empty"
        )
    has_mark = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not has_mark and b"\x00" in content:
        raise _not_a_list()
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _not_a_list()


def _not_a_list() -> DomainError:
    return DomainError(
        _("Ese archivo no es una lista. Envíe un CSV o un XLSX, o pegue las filas."),
        code="file_type",
    )


def _delimiter(text: str) -> str:
    first = next((line for line in text.split("\n") if line.strip()), "")
    found = max(";\t,", key=first.count)
    return found if first.count(found) else ";"


def _workbook_lines(content: bytes) -> Iterator[Cells]:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            sheet = book.worksheets[0]
            # Files written by other programs may lie about their size.
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
                if number > _MOST_LINES:
                    # A cell in the last row of a sheet makes a million of empty ones before it.
                    _refuse_too_many(number)
                yield [_cell_text(cell) for cell in row]
        finally:
            book.close()
    except DomainError:
        raise
    # What a stranger's file can make a parser raise has no end.
    except Exception as error:
        raise DomainError(
            _("El archivo está dañado. Ábralo, guárdelo de nuevo y envíelo."), code="file_broken"
        ) from error


def _cell_text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return _FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        # A carnet typed as a number must not come back as 4912345.0.
        return str(int(value))
    return str(value)


def _read_lines(lines: Iterable[Cells]) -> RawList:
    filled: list[tuple[int, Cells]] = []
    for number, cells in enumerate(lines, start=1):
        if any(cell.strip() for cell in cells):
            filled.append((number, cells))
            _refuse_too_many(len(filled))
    places, heading = template_places(), -1
    for index, (_number, cells) in enumerate(filled[:_HEADINGS_WITHIN]):
        found = read_headings(cells)
        if found:
            places, heading = found, index
            break
    _refuse_missing(places)
    rows = tuple(_row(number, cells, places) for number, cells in filled[heading + 1 :])
    if not rows:
        raise DomainError(_("La lista no tiene filas con personas."), code="roster_empty")
    return RawList(letters={key: letter(index) for key, index in places.items()}, rows=rows)


def _row(number: int, cells: Cells, places: dict[str, int]) -> RawRow:
    found = {key: cells[index] for key, index in places.items() if index < len(cells)}
    return RawRow(
        number=number,
        values={
            # One letter more than admitted, so that a text that is too long is seen as such.
            key: _plain(text)[: LONGEST[key] + 1]
            for key, text in found.items()
            if text.strip() and text != _FORMULA
        },
        formulas=tuple(key for key, text in found.items() if text == _FORMULA),
    )


def _plain(text: str) -> str:
    # Files that we gave out carry an apostrophe before what a spreadsheet would calculate.
    return " ".join(text.split()).removeprefix("'")


def _refuse_missing(places: dict[str, int]) -> None:
    absent = [COLUMNS[key][0] for key in REQUIRED if key not in places]
    if absent:
        raise DomainError(
            _(
                "Falta la columna «%(name)s». Descargue la plantilla y use sus encabezados.",
                name="», «".join(absent),
            ),
            code="roster_columns",
        )


def _refuse_too_many(count: int) -> None:
    if count > MOST_ROWS + _HEADINGS_WITHIN:
        raise DomainError(
            _("La lista tiene más de %(most)s filas. Divídala en dos.", most=MOST_ROWS),
            code="roster_too_long",
        )
