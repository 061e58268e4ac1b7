"""Decides which weights an edition may have."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from assessments.gradebook.rules.final_mark import WHOLE

Key = TypeVar("Key")


class WeightFault(StrEnum):
    """What is wrong with a set of weights."""

    OTHER_ACTIVITIES = "other_activities"
    """Not exactly the activities that have a mark."""
    OUT_OF_RANGE = "out_of_range"
    SUM = "sum"
    """They do not add up to 100."""


def fault_of_weights(weights: Mapping[Key, int], marked: Collection[Key]) -> WeightFault | None:
    """Return what is wrong with the weights of the marked activities, None when all is well."""
    if set(weights) != set(marked):
        return WeightFault.OTHER_ACTIVITIES
    if any(not 0 <= weight <= WHOLE for weight in weights.values()):
        return WeightFault.OUT_OF_RANGE
    return None if sum(weights.values()) == WHOLE else WeightFault.SUM
