"""The mark of a rubric: weighted levels as a whole percent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEVEL_SHARES = (0, 40, 80, 100)
"""Percent of a criterion's weight that each level earns: sin evidencia, inicia, aplica, multiplica.

With thirds, a task at *aplica* throughout would stand at 67 % and fail the usual threshold of 70 %:
*aplica* is what the course asks for, so it passes, and *multiplica* is what is left to reach.
"""
TOP_LEVEL = len(LEVEL_SHARES) - 1
WHOLE = 100


@dataclass(frozen=True, kw_only=True)
class Weight:
    """A criterion and its share of the mark in percent."""

    code: str
    weight: int


def weights_add_up(weights: Sequence[Weight]) -> bool:
    """Tell whether a rubric can give a mark: shares above zero that add up to 100."""
    return all(item.weight > 0 for item in weights) and (
        sum(item.weight for item in weights) == WHOLE
    )


def missing_criteria(weights: Sequence[Weight], levels: Mapping[str, int]) -> tuple[str, ...]:
    """Return the codes of criteria without a level, in the rubric's order."""
    return tuple(item.code for item in weights if item.code not in levels)


def score_percent(weights: Sequence[Weight], levels: Mapping[str, int]) -> int:
    """Return the mark, 0 to 100, whole, halves up: each weight by the share its level earns.

    Criteria without a level count zero. Whole numbers all the way: nothing is lost in fractions.
    """
    reached = sum(item.weight * LEVEL_SHARES[levels.get(item.code, 0)] for item in weights)
    full = sum(item.weight for item in weights)
    return 0 if full == 0 else (2 * reached + full) // (2 * full)


def has_criterion_without_evidence(levels: Mapping[str, int]) -> bool:
    """Tell whether any criterion stands at *sin evidencia*."""
    return any(level == 0 for level in levels.values())
