"""Reads telephones as people type them in Bolivia."""

import phonenumbers

REGION = "BO"


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
