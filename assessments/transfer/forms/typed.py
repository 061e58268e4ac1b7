"""Reads numbers and telephones as people type them in Bolivia."""

import phonenumbers

REGION = "BO"


def typed_number(text: str | None) -> float | None:
    """Return 4,5 or 1.204 or 4.5 as a number, None for nothing; raises ValueError."""
    plain = (text or "").strip().replace("\u00a0", "").replace(" ", "")
    if not plain:
        return None
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or (plain.count(".") == 1 and len(plain.rpartition(".")[2]) == 3):  # noqa: PLR2004 - a point before three digits parts thousands
        plain = plain.replace(".", "")
    number = float(plain)
    if not -1e12 < number < 1e12:  # noqa: PLR2004 - beyond any indicator, and no NaN
        raise ValueError(text)
    return number


def typed_phone(text: str | None) -> str | None:
    """Return a telephone in E.164, None for nothing; raises ValueError for what is none."""
    if text is None or not text.strip():
        return None
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_possible_number(number):
        raise ValueError(text)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
