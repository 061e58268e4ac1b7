"""Reads identity documents as people type them: one key however it was written."""

import re
import unicodedata
from dataclasses import dataclass

PLACES = {
    "LP": "LP", "LPZ": "LP", "OR": "OR", "ORU": "OR", "PT": "PT", "PO": "PT", "PTS": "PT",
    "POT": "PT", "CB": "CB", "CBA": "CB", "CBBA": "CB", "CO": "CB", "SC": "SC", "SCZ": "SC",
    "BE": "BE", "BN": "BE", "BEN": "BE", "BENI": "BE", "PA": "PA", "PD": "PA", "PN": "PA",
    "PND": "PA", "PAN": "PA", "TJ": "TJ", "TJA": "TJ", "TA": "TJ", "TAR": "TJ", "CH": "CH",
    "CHQ": "CH", "QR": "QR",
}  # fmt: skip
"""Places of issue as they are written, and the letters of the department."""

CARNET_TYPE = "carnet"
_PREFIX = r"(?:CI|CARNET|CEDULA|NRO|NO)*"
_PLACE = "|".join(sorted(PLACES, key=len, reverse=True))
# The shortest run of digits wins, so that "4912345" and "1A" part also when they were glued.
_CARNET = re.compile(
    rf"{_PREFIX}0*(?P<number>[1-9][0-9]{{3,9}}?)(?P<complement>[0-9][A-Z])?(?P<place>{_PLACE})?"
)
_OTHER = re.compile(r"(?=.*[0-9])[A-Z0-9]{4,30}")


class UnreadableDocumentError(ValueError):
    """What was typed cannot be the number of a document of this type."""


@dataclass(frozen=True, kw_only=True)
class DocumentKey:
    """The number and complement that make a document unique; the place is only shown."""

    number: str
    complement: str = ""
    place: str | None = None


def read_document(typed: str, document_type: str = CARNET_TYPE) -> DocumentKey:
    """Return the key of a document as typed; raises UnreadableDocumentError.

    "4.912.345-1A LP", "4912345 1a" and "04912345-1A L.P." are one key.
    """
    glued = _glued(typed)
    if document_type != CARNET_TYPE:
        found = _OTHER.fullmatch(glued)
        if found is None:
            raise UnreadableDocumentError(typed)
        return DocumentKey(number=glued.lstrip("0") or glued)
    match = _CARNET.fullmatch(glued)
    if match is None:
        raise UnreadableDocumentError(typed)
    place = match["place"]
    return DocumentKey(
        number=match["number"],
        complement=match["complement"] or "",
        place=PLACES[place] if place else None,
    )


def possible_keys(typed: str) -> list[DocumentKey]:
    """Return what a typed document may be: as a carnet, and as any other document."""
    keys: list[DocumentKey] = []
    for document_type in (CARNET_TYPE, "other"):
        try:
            key = read_document(typed, document_type)
        except UnreadableDocumentError:
            continue
        if (key.number, key.complement) not in {(k.number, k.complement) for k in keys}:
            keys.append(key)
    return keys


def document_label(*, number: str, complement: str = "", place: str | None = None) -> str:
    """Return a document as it is shown: 4912345-1A LP."""
    shown = f"{number}-{complement}" if complement else number
    return f"{shown} {place}" if place else shown


def masked_document(number: str) -> str:
    """Return the last three figures, for pages that others see: ···345."""
    return f"···{number[-3:]}"


def _glued(typed: str) -> str:
    plain = unicodedata.normalize("NFKD", typed).upper()
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())
