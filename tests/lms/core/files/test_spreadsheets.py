"""Are tables for spreadsheets safe, readable on Windows, and small in memory?"""

import codecs
import io
import tracemalloc

import openpyxl
import pytest

from lms.core.files.spreadsheets import csv_file, csv_lines, plain_cell, xlsx_file


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠"])
def test_what_begins_like_a_formula_becomes_text(start):
    assert plain_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("value", "written"), [("Ana", "Ana"), ("", ""), (None, ""), (-5, -5), (0, 0), ("a=b", "a=b")]
)
def test_everything_else_stays(value, written):
    assert plain_cell(value) == written


def test_csv_is_utf8_with_its_mark_semicolons_and_quotes():
    content = csv_file([["Ñandú", 'dice "sí"'], ["a;b", 1]]).read()

    assert content == codecs.BOM_UTF8 + 'Ñandú;"dice ""sí"""\r\n"a;b";1\r\n'.encode()


def test_csv_lines_are_written_as_rows_come():
    rows = iter([["a"], ["b"]])
    lines = csv_lines(rows)

    assert [next(lines), next(lines)] == [codecs.BOM_UTF8, b"a\r\n"]
    assert list(rows) == [["b"]]


def test_workbook_keeps_numbers_and_drops_what_xml_refuses():
    content = xlsx_file([["Nota", 81], ["=1+1", "b\x07c\x00"]], title="Notas: [2027]/1")

    book = openpyxl.load_workbook(io.BytesIO(content.read()))
    assert book.sheetnames == ["Notas- -2027--1"]
    assert [[c.value for c in row] for row in book.active.iter_rows()] == [
        ["Nota", 81],
        ["'=1+1", "b c "],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("write", [csv_file, lambda rows: xlsx_file(rows, title="Notas")])
def test_200_000_cells_take_less_than_64_mb(write):
    rows = ([f"Persona {n}", *range(39)] for n in range(5_000))
    tracemalloc.start()
    try:
        with write(rows) as file:
            peak = tracemalloc.get_traced_memory()[1]
            assert file.read(1)
    finally:
        tracemalloc.stop()

    assert peak < 64 * 1024 * 1024
