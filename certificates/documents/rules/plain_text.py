"""Text as it can be printed: one line, composed letters, nothing invisible."""

import unicodedata


def to_plain_text(text: str) -> str:
    """Return the text in one line, composed (NFC), without control or invisible characters.

    Line breaks, tabs and odd spaces become one plain space; the no-break space stays, since
    figures rely on it. The result has no space at either end.
    """
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", text)
    kept = "".join(_printed_form(character) for character in composed)
    return " ".join(part for part in kept.split(" ") if part)


def _printed_form(character: str) -> str:
    if character == "\N{NO-BREAK SPACE}":
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    return character
