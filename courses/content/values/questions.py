"""Questions as their author wrote them, one class for each way of answering."""

from dataclasses import dataclass
from enum import StrEnum

from courses.content.values.facts import Place


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
class ParsedQuestion:
    """What every question has."""

    id: str
    """Unique in its file: q1."""
    kind: QuestionKind
    text: str
    competency: str | None
    place: Place


@dataclass(frozen=True, kw_only=True)
class ParsedOption:
    """One answer to choose, with what is said to who chose it."""

    text: str
    is_right: bool
    feedback: str


@dataclass(frozen=True, kw_only=True)
class ParsedChoice(ParsedQuestion):
    """Kinds single (exactly one right option) and multiple (at least one)."""

    options: tuple[ParsedOption, ...]
    shuffle: bool


@dataclass(frozen=True, kw_only=True)
class ParsedTrueFalse(ParsedQuestion):
    """A statement; the feedback belongs to what was answered, right or not."""

    answer: bool
    feedback_true: str
    feedback_false: str


@dataclass(frozen=True, kw_only=True)
class ParsedPair:
    """Two things that belong together."""

    left: str
    right: str


@dataclass(frozen=True, kw_only=True)
class ParsedMatching(ParsedQuestion):
    """Each left with its right; `extra_right` are wrong ones to choose from as well."""

    pairs: tuple[ParsedPair, ...]
    extra_right: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class ParsedOrdering(ParsedQuestion):
    """Things to put in order; `items` stand in the right one."""

    items: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class ParsedNumeric(ParsedQuestion):
    """A number; right when it differs from the answer by the tolerance at most."""

    answer: float
    tolerance: float
    unit: str
    """Shown beside the field; may be empty."""
    feedback: str


@dataclass(frozen=True, kw_only=True)
class ParsedShort(ParsedQuestion):
    """A few words, compared without case and accents."""

    accept: tuple[str, ...]
    feedback: str


@dataclass(frozen=True, kw_only=True)
class ParsedEssay(ParsedQuestion):
    """Free text that a trainer reads; `guide` says what a good answer has."""

    guide: str


@dataclass(frozen=True, kw_only=True)
class ParsedQuestionSet:
    """The questions of a lesson, a diagnostic test or a final test."""

    title: str
    """Empty in a lesson's questions."""
    purpose: str
    draw: int | None
    """How many are drawn for an attempt; None: all, in their order."""
    questions: tuple[ParsedQuestion, ...]
    place: Place
