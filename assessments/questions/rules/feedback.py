"""What is said to who answered, and answers in words for pages and lists."""

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
from assessments.questions.rules.responses import TRUE, Response
from assessments.questions.rules.scoring import plain_number, right_response

WORDS_OF_TRUTH = {True: "Verdadero", False: "Falso"}


def feedback_for(body: Body, response: Response) -> tuple[str, ...]:
    """Return what the author says about this answer; nothing about none."""
    if response.is_empty:
        return ()
    match body:
        case Choice():
            said = [o.feedback for o in body.options if o.key in response.chosen]
        case TrueFalse():
            said = [body.feedback_true if response.chosen == (TRUE,) else body.feedback_false]
        case Essay():
            said = []
        case _:
            said = [body.feedback]
    return tuple(text for text in said if text)


def in_words(body: Body, response: Response) -> tuple[str, ...]:
    """Return an answer as lines to read: «left: right» for pairs, «1. x» for an order."""
    if response.is_empty:
        return ()
    match body:
        case Choice():
            return tuple(o.text for o in body.options if o.key in response.chosen)
        case TrueFalse():
            return (WORDS_OF_TRUTH[response.chosen == (TRUE,)],)
        case Matching():
            return tuple(
                f"{pair.left}: {body.rights[response.places[str(i)]]}"
                for i, pair in enumerate(body.pairs)
                if str(i) in response.places
            )
        case Ordering():
            placed = sorted((place, int(item)) for item, place in response.places.items())
            return tuple(f"{place}. {body.items[item]}" for place, item in placed)
        case Numeric():
            return (f"{response.text} {body.unit}".strip(),)
        case Short() | Essay():
            return (response.text,)


def right_in_words(body: Body) -> tuple[str, ...]:
    """Return the right answer as lines to read; for an essay nothing."""
    if isinstance(body, Numeric):
        number = plain_number(body.answer).replace(".", ",")
        return (f"{number} {body.unit}".strip(),)
    right = right_response(body)
    return in_words(body, right) if right is not None else ()
