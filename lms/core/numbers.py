"""Numbers as people write them in Bolivia: 1.250.000 and 0,125; what is written reads back."""

import re
from decimal import Decimal

MOST = 1e12
"""Beyond any amount, count or indicator that somebody types."""

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
# No number in thousands begins with 0: 0.125 is a decimal, 1.250 is one thousand and more.
_THOUSANDS = re.compile(r"([+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,([0-9]+))?")
_PLAIN = re.compile(r"(?=[^0-9]*[0-9])([+-]?[0-9]*)(?:[.,]([0-9]+))?")


def typed_number(text: str | None) -> float | None:
    """Return 1.250.000, 1.250,5, 0,125 or 0.125 as a number, None for nothing; raises ValueError.

    A comma is a decimal mark. Points part thousands where every group after the first has three
    digits and the number does not begin with 0; any other single point is a decimal mark.
    """
    plain = _SPACES.sub("", text or "").replace("\N{MINUS SIGN}", "-")
    if not plain:
        return None
    found = _THOUSANDS.fullmatch(plain) or _PLAIN.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    whole, part = found.groups()
    number = float(f"{whole.replace('.', '')}.{part or '0'}")
    if not abs(number) < MOST:
        raise ValueError(text)
    return number


def written_number(value: float) -> str:
    """Return a number with every digit it has: typed back, it is the same number."""
    # The shortest digits that name the number, never with an exponent.
    digits = format(Decimal(repr(float(value))), "f")
    sign = "-" if value < 0 else ""
    whole, _point, part = digits.removeprefix("-").partition(".")
    part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"
