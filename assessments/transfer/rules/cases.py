"""Which people of a distribution are worth an interview: the top and the bottom."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

EACH_END = 4
LEAST_EVIDENCE = 1
"""A success rests on more than the person's own word: V1 or higher."""

Key = TypeVar("Key", bound=Hashable)


def proposed_cases(people: Sequence[tuple[Key, float, int]]) -> dict[Key, bool]:
    """Return who to interview: True for the top, False for the bottom; nobody at both ends.

    people: key, observed index 0 to 1, evidence level 0 to 3. Source: reference section 5.3,
    after Brinkerhoff's success case method.
    """
    ranked = sorted(people, key=lambda one: (-one[1], -one[2]))
    top = [key for key, observed, level in ranked if level >= LEAST_EVIDENCE and observed > 0][
        :EACH_END
    ]
    bottom = [key for key, _observed, _level in reversed(ranked) if key not in top][:EACH_END]
    return dict.fromkeys(top, True) | dict.fromkeys(bottom, False)
