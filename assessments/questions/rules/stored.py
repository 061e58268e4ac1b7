"""How a question's body is kept in the database, and read back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    QuestionKind,
    Short,
    TrueFalse,
)


def to_stored(body: Body) -> dict[str, Any]:
    """Return a body as plain values for a JSON column."""
    return asdict(body)


def from_stored(kind: QuestionKind, stored: Mapping[str, Any]) -> Body:
    """Return the body that a JSON column holds."""
    values = dict(stored)
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            options = tuple(Option(**option) for option in values.pop("options"))
            return Choice(**values, options=options)
        case QuestionKind.TRUE_FALSE:
            return TrueFalse(**values)
        case QuestionKind.MATCHING:
            pairs = tuple(Pair(**pair) for pair in values.pop("pairs"))
            rights = tuple(values.pop("rights"))
            return Matching(**values, pairs=pairs, rights=rights)
        case QuestionKind.ORDERING:
            items, order = tuple(values.pop("items")), tuple(values.pop("order"))
            return Ordering(**values, items=items, order=order)
        case QuestionKind.NUMERIC:
            return Numeric(**values)
        case QuestionKind.SHORT:
            accept = tuple(values.pop("accept"))
            return Short(**values, accept=accept)
        case QuestionKind.ESSAY:
            return Essay(**values)
