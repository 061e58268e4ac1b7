"""Numbers and telephones as people type them."""

import pytest

from assessments.transfer.forms.typed import typed_number, typed_phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        (None, None),
        ("12", 12),
        ("4,5", 4.5),
        ("4.5", 4.5),
        ("1.204", 1204),
        ("1.204.000,25", 1204000.25),
        ("-3", -3),
    ],
)
def test_numbers_are_read_as_written_in_bolivia(typed, number):
    assert typed_number(typed) == number


@pytest.mark.parametrize("typed", ["doce", "nan", "inf", "1e400", "12 días"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        typed_number(typed)


def test_a_bolivian_number_gains_its_country():
    assert typed_phone("712 34567") == "+59171234567"
    assert typed_phone("  ") is None
    with pytest.raises(ValueError, match="no"):
        typed_phone("no tiene")
