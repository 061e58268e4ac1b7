"""Reads a number as people in Bolivia type it."""

import re
from decimal import Decimal, InvalidOperation

_SIGNS = str.maketrans({"−": "-", "–": "-", "\u00a0": " ", "\u202f": " ", "'": " ", "’": " "})
_NUMBER = re.compile(r"[+-]?\d[\d.,]*|(?<!\w)[+-]?[.,]\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?P<sign>[.,])\d{3}(?:(?P=sign)\d{3})*")


def readings(typed: str) -> frozenset[Decimal]:
    """Return every number that the typed text may mean; empty when it holds no single number.

    "1.800" may be one thousand eight hundred, as written here, or one and eight tenths, as a
    spreadsheet writes it: both are returned. A unit beside the number ("Bs 1.800", "25 %") is
    overlooked.
    """
    text = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", typed.translate(_SIGNS))
    found = _NUMBER.findall(text)
    if len(found) != 1:
        return frozenset()
    number = found[0].rstrip(".,")
    candidates = [number.replace(",", ".")] if len(re.findall(r"[.,]", number)) <= 1 else []
    if _GROUPED.fullmatch(number):
        candidates.append(number.replace(".", "").replace(",", ""))
    if "," in number and "." in number:
        decimal_sign = max(",.", key=number.rfind)
        thousands = "," if decimal_sign == "." else "."
        whole = number.replace(thousands, "")
        if whole.count(decimal_sign) == 1:
            candidates.append(whole.replace(decimal_sign, "."))
    return frozenset(value for text in candidates if (value := _decimal(text)) is not None)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
