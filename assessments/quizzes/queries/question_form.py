"""Prepares a question as the controls of a form: names, what is offered, what is chosen."""

from dataclasses import dataclass
from uuid import UUID

from assessments.questions.api import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Choice,
    Essay,
    Matching,
    Numeric,
    Ordering,
    QuestionKind,
    Response,
    Short,
    TrueFalse,
)
from assessments.quizzes.queries.played_questions import PlayedQuestion


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line with its own list to choose from: a left side, or a thing to put in order."""

    name: str
    label: str
    chosen: str


@dataclass(frozen=True, kw_only=True)
class QuestionForm:
    """A question ready to be shown with its controls."""

    number: int
    id: UUID
    kind: QuestionKind
    text: str
    name: str
    """Name of the one control, or the beginning of the names of several."""
    options: tuple[tuple[str, str], ...]
    """Value and label of what can be chosen, in the order to show."""
    chosen: tuple[str, ...]
    rows: tuple[Row, ...]
    typed: str
    unit: str
    longest: int
    is_answered: bool
    is_flagged: bool
    sequence: int


def question_form(question: PlayedQuestion, response: Response | None = None) -> QuestionForm:
    """Return a question's form, filled with the stored answer unless another is given."""
    given = question.response if response is None else response
    prefix = field_prefix(question.number)
    options, rows = _offered(question, given, prefix)
    body = question.body
    return QuestionForm(
        number=question.number,
        id=question.id,
        kind=question.kind,
        text=body.text,
        name=f"{prefix}r",
        options=options,
        chosen=given.chosen,
        rows=rows,
        typed=given.text,
        unit=body.unit if isinstance(body, Numeric) else "",
        longest=LONGEST_TEXT if isinstance(body, Essay) else LONGEST_LINE,
        is_answered=not given.is_empty,
        is_flagged=question.is_flagged,
        sequence=question.sequence,
    )


def field_prefix(number: int) -> str:
    """Return what the names of a question's fields begin with."""
    return f"q{number}-"


def _offered(
    question: PlayedQuestion, given: Response, prefix: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Row, ...]]:
    match question.body:
        case Choice(options=options):
            shown = tuple((options[i].key, options[i].text) for i in question.order)
            return shown, ()
        case TrueFalse():
            return (("true", "Verdadero"), ("false", "Falso")), ()
        case Matching(pairs=pairs, rights=rights):
            lefts = tuple(_row(prefix, index, pair.left, given) for index, pair in enumerate(pairs))
            return tuple((str(i), rights[i]) for i in question.order), lefts
        case Ordering(items=items):
            places = tuple((str(place), str(place)) for place in range(1, len(items) + 1))
            return places, tuple(_row(prefix, i, items[i], given) for i in question.order)
        case Numeric() | Short() | Essay():
            return (), ()


def _row(prefix: str, index: int, label: str, given: Response) -> Row:
    place = given.places.get(str(index))
    return Row(name=f"{prefix}r-{index}", label=label, chosen="" if place is None else str(place))
