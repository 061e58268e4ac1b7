"""Longer instruments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.reliability.spearman_brown import lengthened_reliability, times_needed


def test_values_of_vector_16():
    assert lengthened_reliability(0.60, times=2) == pytest.approx(0.75)
    assert times_needed(reliability=0.60, wanted=0.80) == pytest.approx(2.6667, abs=5e-5)


def test_impossible_lengths():
    assert times_needed(reliability=0.6, wanted=1.0) is Reason.DIVISION_BY_ZERO
    assert times_needed(reliability=0.0, wanted=0.8) is Reason.DIVISION_BY_ZERO
    assert lengthened_reliability(-1.0, times=2) is Reason.DIVISION_BY_ZERO
    with pytest.raises(ValueError, match="positive"):
        lengthened_reliability(0.6, times=0)


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_the_times_needed_reach_what_was_wanted(reliability, wanted):
    times = times_needed(reliability=reliability, wanted=wanted)

    assert lengthened_reliability(reliability, times=times) == pytest.approx(wanted)
