"""Says what is wrong with a question before anybody is asked it."""

from enum import StrEnum

from assessments.questions.rules.bodies import (
    Body,
    Choice,
    Matching,
    Numeric,
    Ordering,
    Short,
)
from assessments.questions.rules.scoring import folded

LEAST_OFFERED = 2


class Fault(StrEnum):
    """Why a question cannot be asked."""

    NO_TEXT = "no_text"
    TOO_FEW = "too_few"
    ONE_RIGHT = "one_right"
    NO_RIGHT = "no_right"
    TWICE = "twice"
    TOLERANCE = "tolerance"
    NOTHING_ACCEPTED = "nothing_accepted"
    NOT_AN_ORDER = "not_an_order"


def fault_of(body: Body) -> Fault | None:
    """Return the first thing that keeps a question from being asked, None when it is sound."""
    if not body.text.strip():
        return Fault.NO_TEXT
    match body:
        case Choice():
            return _fault_of_choice(body)
        case Matching():
            return _fault_of_matching(body)
        case Ordering():
            return _fault_of_ordering(body)
        case Numeric():
            return Fault.TOLERANCE if body.tolerance < 0 else None
        case Short():
            return None if any(folded(text) for text in body.accept) else Fault.NOTHING_ACCEPTED
        case _:
            return None


def _fault_of_choice(body: Choice) -> Fault | None:
    right = sum(option.is_right for option in body.options)
    if len(body.options) < LEAST_OFFERED:
        return Fault.TOO_FEW
    if len({option.key for option in body.options}) < len(body.options):
        return Fault.TWICE
    if body.is_multiple:
        return None if right else Fault.NO_RIGHT
    return None if right == 1 else Fault.ONE_RIGHT


def _fault_of_matching(body: Matching) -> Fault | None:
    if len(body.pairs) < LEAST_OFFERED or len(body.rights) < LEAST_OFFERED:
        return Fault.TOO_FEW
    if len({pair.left for pair in body.pairs}) < len(body.pairs):
        return Fault.TWICE
    is_known = all(0 <= pair.right < len(body.rights) for pair in body.pairs)
    return None if is_known else Fault.NO_RIGHT


def _fault_of_ordering(body: Ordering) -> Fault | None:
    if len(body.items) < LEAST_OFFERED:
        return Fault.TOO_FEW
    if len(set(body.items)) < len(body.items):
        return Fault.TWICE
    is_order = sorted(body.order) == list(range(len(body.items)))
    return None if is_order else Fault.NOT_AN_ORDER
