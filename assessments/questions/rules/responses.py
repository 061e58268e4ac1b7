"""What a person answered: one shape for all kinds, read from untrusted fields of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Ordering,
    Short,
    TrueFalse,
)

LONGEST_TEXT = 20_000
"""Letters of an essay; longer ones are cut, and the field on the page admits no more."""
LONGEST_LINE = 200
TRUE = "true"
FALSE = "false"

Fields = Mapping[str, Sequence[str]]
"""Fields of a form without the question's prefix: {"r": ["2"]} or {"r-1": ["3"]}."""


@dataclass(frozen=True, kw_only=True)
class Response:
    """An answer: chosen keys, or places (left or item index to right index or place), or text."""

    chosen: tuple[str, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was answered."""
        return not (self.chosen or self.places or self.text)


EMPTY = Response()


def read_response(body: Body, fields: Fields) -> Response:
    """Return the answer that the fields hold; whatever the question does not offer is left out."""
    match body:
        case Choice():
            return _chosen(fields, [option.key for option in body.options], body.is_multiple)
        case TrueFalse():
            return _chosen(fields, [TRUE, FALSE], is_multiple=False)
        case Matching():
            return _places(fields, len(body.pairs), range(len(body.rights)))
        case Ordering():
            return _places(fields, len(body.items), range(1, len(body.items) + 1))
        case Numeric() | Short():
            return Response(text=_text(fields, LONGEST_LINE).strip())
        case Essay():
            text = _text(fields, LONGEST_TEXT)
            return Response(text=text if text.strip() else "")


def to_stored_response(response: Response) -> dict[str, Any]:
    """Return an answer as plain values for a JSON column; an empty one is {}."""
    stored: dict[str, Any] = {}
    if response.chosen:
        stored["chosen"] = list(response.chosen)
    if response.places:
        stored["places"] = dict(response.places)
    if response.text:
        stored["text"] = response.text
    return stored


def from_stored_response(stored: Mapping[str, Any] | None) -> Response:
    """Return the answer that a JSON column holds."""
    if not stored:
        return EMPTY
    return Response(
        chosen=tuple(stored.get("chosen", ())),
        places=dict(stored.get("places", {})),
        text=stored.get("text", ""),
    )


def _chosen(fields: Fields, offered: Sequence[str], is_multiple: bool) -> Response:  # noqa: FBT001
    given = set(fields.get("r", ()))
    # In the question's own order, so that the same answer is always stored the same way.
    found = [key for key in offered if key in given]
    return Response(chosen=tuple(found if is_multiple else found[:1]))


def _places(fields: Fields, count: int, offered: range) -> Response:
    places = {}
    for index in range(count):
        for typed in fields.get(f"r-{index}", ())[:1]:
            if typed.isascii() and typed.isdigit() and int(typed[:6]) in offered:
                places[str(index)] = int(typed[:6])
    return Response(places=places)


def _text(fields: Fields, longest: int) -> str:
    found = "".join(fields.get("r", ())[:1])[:longest]
    # PostgreSQL stores no NUL, and browsers send two signs for the end of a line.
    return found.replace("\x00", "").replace("\r\n", "\n")
