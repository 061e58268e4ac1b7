"""What a question asks and which answer is right, one class for each kind."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    NUMERIC = "numeric"
    SHORT = "short"
    ESSAY = "essay"


AUTO_GRADED = frozenset(QuestionKind) - {QuestionKind.ESSAY}
"""Kinds that need no trainer to be scored."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose; `key` is its name inside the question and never changes."""

    key: str
    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Kinds single (exactly one right option) and multiple (at least one)."""

    text: str
    is_multiple: bool
    options: tuple[Option, ...]
    shuffle: bool


@dataclass(frozen=True, kw_only=True)
class TrueFalse:
    """A statement; the feedback belongs to what was answered, right or not."""

    text: str
    answer: bool
    feedback_true: str
    feedback_false: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A left side and the index of its right side in `Matching.rights`."""

    left: str
    right: int


@dataclass(frozen=True, kw_only=True)
class Matching:
    """Each left with its right; `rights` holds every right side once, the wrong ones too."""

    text: str
    pairs: tuple[Pair, ...]
    rights: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """Things to put in order; `order` holds indexes of `items` in the right order."""

    text: str
    items: tuple[str, ...]
    order: tuple[int, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Numeric:
    """A number; right when it differs from the answer by the tolerance at most."""

    text: str
    answer: float
    tolerance: float
    unit: str
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Short:
    """A few words, compared without case and accents."""

    text: str
    accept: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class Essay:
    """Free text that a trainer reads; `guide` says what a good answer has."""

    text: str
    guide: str


Body = Choice | TrueFalse | Matching | Ordering | Numeric | Short | Essay


def kind_of(body: Body) -> QuestionKind:
    """Return the kind of a question."""
    match body:
        case Choice(is_multiple=True):
            return QuestionKind.MULTIPLE
        case Choice():
            return QuestionKind.SINGLE
        case TrueFalse():
            return QuestionKind.TRUE_FALSE
        case Matching():
            return QuestionKind.MATCHING
        case Ordering():
            return QuestionKind.ORDERING
        case Numeric():
            return QuestionKind.NUMERIC
        case Short():
            return QuestionKind.SHORT
        case Essay():
            return QuestionKind.ESSAY
