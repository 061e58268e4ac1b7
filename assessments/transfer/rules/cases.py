"""Which people of a distribution are worth an interview: the top and the bottom."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

EACH_END = 4
LEAST_EVIDENCE = 1
"""Neither end rests on the person's own word alone: V1 or higher."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Ranked(Generic[Key]):
    """A person who answered: observed index 0 to 1, evidence level 0 to 3, target reached."""

    key: Key
    observed: float
    evidence: int
    is_achieved: bool


def proposed_cases(people: Sequence[Ranked[Key]]) -> dict[Key, bool]:
    """Return who to interview: True for the top, False for the bottom; nobody at both ends.

    Only who reached the target is a success, and only who did not is a difficulty; of equals, the
    better supported comes first. Source: reference section 5.3, after Brinkerhoff's success case
    method.
    """
    known = [one for one in people if one.evidence >= LEAST_EVIDENCE]
    top = sorted(
        (one for one in known if one.is_achieved), key=lambda one: (-one.observed, -one.evidence)
    )
    bottom = sorted(
        (one for one in known if not one.is_achieved), key=lambda one: (one.observed, -one.evidence)
    )
    return {one.key: True for one in top[:EACH_END]} | {one.key: False for one in bottom[:EACH_END]}
