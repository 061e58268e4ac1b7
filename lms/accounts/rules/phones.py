"""Telephone numbers as people type them, kept in E.164."""

import phonenumbers

REGION = "BO"


class UnreadablePhoneError(ValueError):
    """What was typed cannot be a telephone number."""


def read_phone(typed: str) -> str:
    """Return a number in E.164, Bolivia where no country is given; raises UnreadablePhoneError."""
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException as error:
        raise UnreadablePhoneError(typed) from error
    if not phonenumbers.is_possible_number(number):
        raise UnreadablePhoneError(typed)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def shown_phone(stored: str) -> str:
    """Return a stored number as it is read: 71234567, or with its country for others."""
    try:
        number = phonenumbers.parse(stored, REGION)
    except phonenumbers.NumberParseException:
        return stored
    if phonenumbers.region_code_for_number(number) == REGION:
        return str(phonenumbers.national_significant_number(number))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
