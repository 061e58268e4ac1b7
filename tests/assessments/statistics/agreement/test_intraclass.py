"""Intraclass correlations of Shrout and Fleiss 1979."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.agreement.intraclass import intraclass_correlations
from assessments.statistics.reasons import Reason

SIX_TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_mean_squares_of_vector_7():
    squares = intraclass_correlations(SIX_TARGETS).mean_squares

    assert squares.between == pytest.approx(11.241667, abs=5e-7)
    assert squares.between_judges == pytest.approx(32.486111, abs=5e-7)
    assert squares.residual == pytest.approx(1.019444, abs=5e-7)
    assert squares.within == pytest.approx(6.263889, abs=5e-7)


def test_six_coefficients_of_shrout_and_fleiss_1979_vector_7():
    result = intraclass_correlations(SIX_TARGETS)

    assert result.one_way_single == pytest.approx(0.165742, abs=5e-7)
    assert result.absolute_single == pytest.approx(0.289764, abs=5e-7)
    assert result.consistent_single == pytest.approx(0.714841, abs=5e-7)
    assert result.one_way_average == pytest.approx(0.442797, abs=5e-7)
    assert result.absolute_average == pytest.approx(0.620051, abs=5e-7)
    assert result.consistent_average == pytest.approx(0.909316, abs=5e-7)


def test_interval_and_severity_of_vector_7():
    result = intraclass_correlations(SIX_TARGETS)

    assert result.absolute_single_interval.low == pytest.approx(0.0188, abs=5e-5)
    assert result.absolute_single_interval.high == pytest.approx(0.7611, abs=5e-5)
    assert result.judge_means == pytest.approx((7.667, 2.5, 4.333, 6.667), abs=5e-4)


def test_missing_data_have_reasons():
    assert intraclass_correlations([]) is Reason.TOO_FEW
    assert intraclass_correlations([[1, 2, 3]]) is Reason.TOO_FEW
    assert intraclass_correlations([[1], [2]]) is Reason.TOO_FEW
    assert intraclass_correlations([[3, 3], [3, 3]]) is Reason.NO_VARIANCE


def test_judges_who_agree_fully_have_one_but_no_interval():
    result = intraclass_correlations([[1, 1], [2, 2], [5, 5]])

    assert result.absolute_single == pytest.approx(1.0)
    assert result.absolute_single_interval is Reason.NO_VARIANCE


def test_targets_that_do_not_differ_have_no_consistency():
    result = intraclass_correlations([[1, 4], [1, 4], [1, 4]])

    assert result.consistent_single is Reason.NO_VARIANCE
    assert result.absolute_single == 0.0


def test_gaps_are_refused():
    with pytest.raises(ValueError, match="every judge"):
        intraclass_correlations([[1, 2], [3]])


@given(st.lists(st.lists(st.integers(0, 10), min_size=3, max_size=3), min_size=2, max_size=12))
def test_coefficients_do_not_exceed_one_and_the_interval_holds_its_own(scores):
    result = intraclass_correlations(scores)

    if isinstance(result, Reason) or isinstance(result.absolute_single, Reason):
        return
    assert result.absolute_single <= 1 + 1e-9
    if isinstance(result.absolute_single_interval, Reason):
        assert 0 in (result.mean_squares.residual, result.mean_squares.between)
    else:
        interval = result.absolute_single_interval
        assert interval.low <= result.absolute_single + 1e-9
        assert result.absolute_single - 1e-9 <= interval.high <= 1


def test_coefficient_below_zero_still_has_an_interval():
    result = intraclass_correlations([[0, 0, 5], [0, 2, 4]])

    assert result.absolute_single < 0
    assert result.absolute_single_interval.low < 0 < result.absolute_single_interval.high


def test_targets_with_equal_means_have_no_interval():
    result = intraclass_correlations([[0, 0, 5], [0, 1, 4]])

    assert result.absolute_single < 0
    assert result.absolute_single_interval is Reason.NO_VARIANCE
