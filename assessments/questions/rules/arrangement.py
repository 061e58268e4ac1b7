"""Draws questions from a pool and shuffles what they offer, the same for the same seed."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from assessments.questions.rules.bodies import Body, Choice, Matching, Ordering

Item = TypeVar("Item")


def drawn(pool: Sequence[Item], count: int | None, seed: int) -> list[Item]:
    """Return `count` different items of the pool in a random order; None: all, in their order.

    A pool smaller than the count gives all that it has.
    """
    if count is None:
        return list(pool)
    # Chance for practice, not secrecy: the same seed must give the same draw again.
    return Random(seed).sample(list(pool), min(count, len(pool)))  # noqa: S311


def arranged(body: Body, seed: int) -> list[int]:
    """Return indexes of what the question offers (options, rights, items) in the order to show."""
    match body:
        case Choice():
            return (
                _shuffled(len(body.options), seed) if body.shuffle else [*range(len(body.options))]
            )
        case Matching():
            return _shuffled(len(body.rights), seed)
        case Ordering():
            shown = _shuffled(len(body.items), seed)
            # Shown in the right order it would ask nothing.
            return [*shown[1:], shown[0]] if tuple(shown) == body.order else shown
        case _:
            return []


def _shuffled(count: int, seed: int) -> list[int]:
    indexes = list(range(count))
    Random(seed).shuffle(indexes)  # noqa: S311
    return indexes
