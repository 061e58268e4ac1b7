import pytest

from certificates.documents.rules.plain_text import to_plain_text


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("  María \n\t Quispe ", "María Quispe"),
        ("Nun\u0303ez", "Nuñez"),
        ("g\u0303", "g\u0303"),
        ("a\x00b\u200bc\u202ed", "abcd"),
        ("84\u00a0%", "84\u00a0%"),
        ("Ana\u2003Flores\u2028Condori", "Ana Flores Condori"),
        ("", ""),
    ],
)
def test_text_is_one_line_without_what_cannot_be_seen(written, printed):
    assert to_plain_text(written) == printed
