"""Gives a question another key: the answer that counts as right, told in the shape of an answer."""

from collections.abc import Mapping
from dataclasses import replace

from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Ordering,
    Pair,
    Short,
    TrueFalse,
)
from assessments.questions.rules.numbers import readings
from assessments.questions.rules.responses import (
    LONGEST_LINE,
    LONGEST_TEXT,
    TRUE,
    Fields,
    read_response,
)


def with_key(body: Body, fields: Fields) -> Body | None:
    """Return the question with the key that the fields hold; None when they hold none.

    Fields are those of an answer; a number adds `tolerance`, and a short answer takes one accepted
    text a line in `accept`. An essay has no key.
    """
    given = read_response(body, fields)
    match body:
        case Choice() | TrueFalse():
            return _chosen(body, given.chosen)
        case Matching() | Ordering():
            return _placed(body, given.places)
        case Numeric():
            return _number(body, fields)
        case Short():
            lines = _first(fields, "accept")[:LONGEST_TEXT].splitlines()
            accept = tuple(line.strip()[:LONGEST_LINE] for line in lines if line.strip())
            return replace(body, accept=accept) if accept else None
        case Essay():
            return None


def _chosen(body: Choice | TrueFalse, chosen: tuple[str, ...]) -> Body | None:
    if not chosen:
        return None
    if isinstance(body, TrueFalse):
        return replace(body, answer=chosen == (TRUE,))
    options = tuple(replace(option, is_right=option.key in chosen) for option in body.options)
    return replace(body, options=options)


def _placed(body: Matching | Ordering, places: Mapping[str, int]) -> Body | None:
    if isinstance(body, Matching):
        if len(places) < len(body.pairs):
            return None
        pairs = (Pair(left=p.left, right=places[str(i)]) for i, p in enumerate(body.pairs))
        return replace(body, pairs=tuple(pairs))
    if len(set(places.values())) < len(body.items):
        return None
    order = sorted(range(len(body.items)), key=lambda item: places[str(item)])
    return replace(body, order=tuple(order))


def _number(body: Numeric, fields: Fields) -> Numeric | None:
    answer = _plain(_first(fields, "r"))
    tolerance = _plain(_first(fields, "tolerance") or "0")
    if answer is None or tolerance is None or tolerance < 0:
        return None
    return replace(body, answer=answer, tolerance=tolerance)


def _plain(typed: str) -> float | None:
    # A key must not be doubtful: "1.800" is refused here, "1800" and "1,8" are not.
    found = readings(typed)
    return float(next(iter(found))) if len(found) == 1 else None


def _first(fields: Fields, name: str) -> str:
    return "".join(fields.get(name, ())[:1]).strip()
