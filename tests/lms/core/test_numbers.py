"""Numbers read as people write them, and written so that they read back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.numbers import MOST, typed_number, written_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        (None, None),
        ("12", 12),
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("1.204", 1204),
        ("1.250.000", 1250000),
        ("1250000", 1250000),
        ("1 250 000", 1250000),
        ("1.250,5", 1250.5),
        ("1.204.000,25", 1204000.25),
        ("0,125", 0.125),
        ("0.125", 0.125),
        ("0.5", 0.5),
        ("1.25", 1.25),
        ("1.2500", 1.25),
        ("1250.125", 1250.125),
        ("12,345", 12.345),
        (",5", 0.5),
        ("-3", -3),
        ("-1.250", -1250),
        ("\N{MINUS SIGN}3,5", -3.5),
    ],
)
def test_numbers_are_read_as_written_in_bolivia(typed, number):
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "doce",
        "nan",
        "inf",
        "1e5",
        "1_000",
        "12 días",
        "-",
        ",",
        "5,",
        "1,250.5",
        "1,250,000",
        "1.25.000",
        "0.125.000",
        "1.250.00",
        "9" * 13,
        "9" * 400,
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        typed_number(typed)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1250000.0, "1.250.000"),
        (1234567, "1.234.567"),
        (0.125, "0,125"),
        (1250.5, "1.250,5"),
        (1e-7, "0,0000001"),
        (0.0, "0"),
        (-0.0, "0"),
        (-1250.0, "-1.250"),
        (12.345, "12,345"),
    ],
)
def test_numbers_are_written_with_every_digit(number, written):
    assert written_number(number) == written


@given(
    st.floats(min_value=-MOST, max_value=MOST, exclude_min=True, exclude_max=True)
    | st.integers(min_value=-(10**11), max_value=10**11)
    | st.decimals(min_value=-(10**9), max_value=10**9, places=3).map(float)
)
def test_what_is_written_reads_back_as_the_same_number(number):
    assert typed_number(written_number(number)) == number
