"""Counts how a question was answered; every share keeps its denominator."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, kw_only=True)
class Tally:
    """Answers to one question in attempts that were sent."""

    asked: int
    """Attempts in which it stood."""
    answered: int
    scored: int
    """Answers with a score: essays still to be read are not in it."""
    right: int
    """Answers worth 1."""
    partly: int
    mean_percent: int | None
    """Mean score as a whole percent; None while nothing is scored."""
    given: Sequence[tuple[str, int]]
    """Answers in words with how often each was given, most frequent first."""


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """One answer in a sent attempt; no words: nothing was answered."""

    words: tuple[str, ...]
    score: float | None


def tally(answers: Iterable[GivenAnswer], *, shown: int = 6) -> Tally:
    """Return the counts of a question; `given` keeps the most frequent answers."""
    rows = list(answers)
    scores = [
        Fraction(row.score).limit_denominator(100_000) for row in rows if row.score is not None
    ]
    words = Counter(line for row in rows for line in row.words)
    frequent = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    total = sum(scores, Fraction(0))
    return Tally(
        asked=len(rows),
        answered=sum(bool(row.words) for row in rows),
        scored=len(scores),
        right=sum(score == 1 for score in scores),
        partly=sum(0 < score < 1 for score in scores),
        mean_percent=int(total * 100 / len(scores) + Fraction(1, 2)) if scores else None,
        given=frequent[:shown],
    )
