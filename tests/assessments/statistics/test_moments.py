"""Means, spreads and correlations say why they do not exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.moments import correlation, mean, sample_sd, sum_of_squares
from assessments.statistics.reasons import Reason, defined, ratio

# Anscombe 1973, first data set: r = 0.816, mean of y 7.50.
ANSCOMBE_X = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
ANSCOMBE_Y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]


def test_anscombe_1973():
    assert mean(ANSCOMBE_Y) == pytest.approx(7.50, abs=5e-3)
    assert sample_sd(ANSCOMBE_X) == pytest.approx(3.3166, abs=5e-5)
    assert correlation(ANSCOMBE_X, ANSCOMBE_Y) == pytest.approx(0.816, abs=5e-4)


def test_missing_values_have_reasons():
    assert mean([]) is Reason.NO_PEOPLE
    assert sample_sd([3.0]) is Reason.TOO_FEW
    assert correlation([1.0], [2.0]) is Reason.TOO_FEW
    assert correlation([1.0, 2.0], [5.0, 5.0]) is Reason.NO_VARIANCE
    assert ratio(1, 0) is Reason.DIVISION_BY_ZERO


def test_unpaired_values_are_refused():
    with pytest.raises(ValueError, match="paired"):
        correlation([1.0, 2.0], [1.0])


@given(st.floats(-1e6, 1e6), st.integers(1, 50))
def test_equal_values_have_exactly_no_spread(value, times):
    assert sum_of_squares([value] * times) == 0.0


def test_defined_leaves_the_reasons_out():
    assert defined([0.5, Reason.NO_PLAN, 1.0]) == [0.5, 1.0]
