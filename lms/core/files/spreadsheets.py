"""Writes tables of any length for spreadsheets, row by row: CSV and XLSX without formulas."""

import codecs
import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

Cell = str | int | float | None
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_IN_MEMORY_BYTES = 4 * 1024 * 1024
_TITLE_LETTERS = 31


def plain_cell(value: Cell) -> str | int | float:
    """Return a value that no spreadsheet runs as a formula; numbers stay numbers.

    Source: OWASP, CSV injection.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.startswith(_STARTS_A_FORMULA) else value


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """Give the lines of a table as a spreadsheet in Spanish opens it: UTF-8 with its mark, `;`."""
    # Without the mark, spreadsheets on Windows read the file as cp1252 and break every accent.
    yield codecs.BOM_UTF8
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([plain_cell(cell) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def csv_file(rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """Return an open file with the table as CSV; a long one lies on disk, never in memory."""
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - handed on
    file.writelines(csv_lines(rows))
    file.seek(0)
    return file


def xlsx_file(rows: Iterable[Sequence[Cell]], *, title: str) -> IO[bytes]:
    """Return an open file with the table as a workbook of one sheet, written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    for row in rows:
        sheet.append([_printable(plain_cell(cell)) for cell in row])
    file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - handed on
    book.save(file)
    file.seek(0)
    return file


def _printable(cell: str | float) -> str | int | float:
    """Return a cell without the control characters that XML does not admit."""
    if not isinstance(cell, str):
        return cell
    return str(ILLEGAL_CHARACTERS_RE.sub(" ", cell))


def _sheet_title(title: str) -> str:
    """Return a name that a sheet may have: at most 31 letters, none of those that are refused."""
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in title)[:_TITLE_LETTERS]
