"""The way from baseline to target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.attainment import attainment


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "expected"),
    [(12, 5, 8, 0.5714), (40, 80, 60, 0.5), (40, 80, 95, 1), (12, 5, 15, 0)],
)
def test_attainments_of_vector_19(baseline, target, actual, expected):
    result = attainment(baseline=baseline, target=target, actual=actual)

    assert result == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize("actual", [0, 5, 9])
def test_target_equal_to_baseline_has_a_reason(actual):
    result = attainment(baseline=5, target=5, actual=actual)

    assert result is Reason.TARGET_EQUALS_BASELINE


@given(*[st.integers(-1000, 1000)] * 3)
def test_attainment_lies_in_zero_to_one_and_does_not_mind_the_direction(baseline, target, actual):
    up = attainment(baseline=baseline, target=target, actual=actual)
    down = attainment(baseline=-baseline, target=-target, actual=-actual)

    assert up == down
    if not isinstance(up, Reason):
        assert 0 <= up <= 1
