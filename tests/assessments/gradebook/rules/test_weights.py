"""Which weights may an edition have?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.gradebook.rules.weights import WeightFault, fault_of_weights


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ({"a": 30, "b": 30, "c": 40}, None),
        ({"a": 0, "b": 0, "c": 100}, None),
        ({"a": 30, "b": 30, "c": 39}, WeightFault.SUM),
        ({"a": 30, "b": 30, "c": 41}, WeightFault.SUM),
        ({"a": -10, "b": 70, "c": 40}, WeightFault.OUT_OF_RANGE),
        ({"a": 101, "b": -1, "c": 0}, WeightFault.OUT_OF_RANGE),
        ({"a": 60, "b": 40}, WeightFault.OTHER_ACTIVITIES),
        ({"a": 30, "b": 30, "c": 20, "d": 20}, WeightFault.OTHER_ACTIVITIES),
        ({}, WeightFault.OTHER_ACTIVITIES),
    ],
)
def test_weights_add_up_to_one_hundred(weights, fault):
    assert fault_of_weights(weights, ["a", "b", "c"]) is fault


@given(st.lists(st.integers(0, 100), min_size=1, max_size=40))
def test_admitted_exactly_when_they_add_up(values):
    weights = dict(enumerate(values))

    assert (fault_of_weights(weights, list(weights)) is None) == (sum(values) == 100)
