"""Scores an answer between nothing and one, exactly, by the rule of its kind."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

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
from assessments.questions.rules.numbers import readings
from assessments.questions.rules.responses import FALSE, TRUE, Response

NOTHING = Fraction(0)
ALL = Fraction(1)


def score_of(body: Body, response: Response) -> Fraction | None:
    """Return what an answer is worth, 0 to 1; None when a trainer must read it.

    Single, true or false, number, short: all or nothing. Multiple: right ones chosen minus wrong
    ones chosen, of all right ones, never below 0. Matching: lefts well matched, of all. Ordering:
    things in their place, of all. No answer is worth 0, an essay's too.
    """
    if response.is_empty:
        return NOTHING
    match body:
        case Choice():
            return _choice(body, response)
        case TrueFalse():
            return _all_or_nothing(response.chosen == (TRUE if body.answer else FALSE,))
        case Matching():
            return _matching(body, response)
        case Ordering():
            return _ordering(body, response)
        case Numeric():
            return _all_or_nothing(_is_number_right(body, response.text))
        case Short():
            accepted = {folded(text) for text in body.accept} - {""}
            return _all_or_nothing(folded(response.text) in accepted)
        case Essay():
            return None


def right_response(body: Body) -> Response | None:
    """Return the answer that is worth 1; None for an essay."""
    match body:
        case Choice():
            return Response(chosen=tuple(o.key for o in body.options if o.is_right))
        case TrueFalse():
            return Response(chosen=(TRUE if body.answer else FALSE,))
        case Matching():
            return Response(places={str(i): pair.right for i, pair in enumerate(body.pairs)})
        case Ordering():
            return Response(places={str(i): n for n, i in enumerate(body.order, start=1)})
        case Numeric():
            return Response(text=plain_number(body.answer))
        case Short():
            return Response(text=body.accept[0])
        case Essay():
            return None


def folded(text: str) -> str:
    """Return a text without case, accents, marks at its ends and double spaces."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\s_]+", " ", bare).split()).strip(" .,;:¡!¿?«»\"'()")


def plain_number(value: float) -> str:
    """Return a number without needless zeros and without exponent: 1800 or 27.5."""
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _all_or_nothing(is_right: bool) -> Fraction:  # noqa: FBT001 - the verdict itself
    return ALL if is_right else NOTHING


def _choice(body: Choice, response: Response) -> Fraction:
    right = {option.key for option in body.options if option.is_right}
    chosen = set(response.chosen)
    if not body.is_multiple:
        return _all_or_nothing(chosen == right)
    return max(NOTHING, Fraction(len(chosen & right) - len(chosen - right), len(right)))


def _matching(body: Matching, response: Response) -> Fraction:
    well = sum(response.places.get(str(i)) == pair.right for i, pair in enumerate(body.pairs))
    return Fraction(well, len(body.pairs))


def _ordering(body: Ordering, response: Response) -> Fraction:
    # Each thing needs a place of its own: giving all the first place earns nothing by chance.
    places = list(response.places.values())
    well = sum(
        response.places.get(str(item)) == place and places.count(place) == 1
        for place, item in enumerate(body.order, start=1)
    )
    return Fraction(well, len(body.items))


def _is_number_right(body: Numeric, typed: str) -> bool:
    answer, tolerance = Decimal(repr(body.answer)), Decimal(repr(body.tolerance))
    return any(abs(value - answer) <= tolerance for value in readings(typed))
