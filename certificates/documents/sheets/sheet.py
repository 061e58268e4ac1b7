"""A document ready to be drawn: its template, its values, its day."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from certificates.documents.errors import MissingGlyphError
from certificates.documents.glyphs import find_missing_glyphs, replace_missing_glyphs
from certificates.documents.rules.issuer import Emblem, Issuer, Signatory
from certificates.documents.rules.plain_text import to_plain_text

_SVG = "image/svg+xml"


class Picture(str):
    """An SVG on its way to the template: its text is not read by people."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A template by name, the values that it prints, and the day that the file bears."""

    template: str
    values: Mapping[str, object]
    dated: date


def print_strictly(sheet: Sheet) -> Sheet:
    """Return the sheet with clean texts, or raise MissingGlyphError naming what cannot be drawn.

    For a certificate: a person's name is printed as it is written or not at all.
    """
    missing: dict[str, None] = {}

    def clean(text: str) -> str:
        missing.update(dict.fromkeys(find_missing_glyphs(text)))
        return to_plain_text(text)

    cleaned = replace(sheet, values=_cleaned(sheet.values, clean))
    if missing:
        raise MissingGlyphError(list(missing))
    return cleaned


def print_leniently(sheet: Sheet) -> Sheet:
    """Return the sheet with clean texts and a question mark for what cannot be drawn.

    For acts, letters and lists: one odd letter in one row must not hold back all the others.
    """
    return replace(sheet, values=_cleaned(sheet.values, replace_missing_glyphs))


def issuer_values(issuer: Issuer) -> dict[str, object]:
    """Return the issuer as the letterhead prints it."""
    return {
        "name": issuer.name,
        "unit": issuer.unit,
        "city": issuer.city,
        "emblem": _emblem_values(issuer.emblem) if issuer.emblem else None,
    }


def signatory_values(signatories: tuple[Signatory, ...]) -> list[dict[str, str]]:
    """Return the people who sign, in order."""
    return [{"name": person.name, "post": person.post} for person in signatories]


def _emblem_values(emblem: Emblem) -> dict[str, object]:
    if emblem.media_type == _SVG:
        picture = emblem.content.decode()
    else:
        # The values travel as text, so a photo-like emblem rides inside an SVG.
        encoded = base64.b64encode(emblem.content).decode()
        picture = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
            f'<image width="100" height="100" href="data:{emblem.media_type};base64,{encoded}"/>'
            "</svg>"
        )
    return {"picture": Picture(picture), "description": emblem.description}


def _cleaned(values: Mapping[str, object], clean: Callable[[str], str]) -> dict[str, object]:
    return {key: _clean_value(value, clean) for key, value in values.items()}


def _clean_value(value: object, clean: Callable[[str], str]) -> object:
    match value:
        case Picture():
            return value
        case str():
            return clean(value)
        case Mapping():
            return _cleaned(value, clean)
        case list() | tuple():
            return [_clean_value(item, clean) for item in value]
        case _:
            return value
