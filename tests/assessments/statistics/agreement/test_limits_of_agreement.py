"""Limits of agreement on the data of Bland and Altman."""

import pytest

from assessments.statistics.agreement.limits_of_agreement import limits_of_agreement
from assessments.statistics.reasons import Reason

# Bland and Altman 1986, Lancet i:307-310, table 1, first readings: peak flow of 17 people.
WRIGHT = [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427]
MINI = [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451]


def test_peak_flow_of_bland_and_altman_1986():
    result = limits_of_agreement(WRIGHT, MINI, multiple=2)

    assert result.mean_difference == pytest.approx(-2.1, abs=0.05)
    assert result.sd_difference == pytest.approx(38.8, abs=0.05)
    # The paper rounds before it multiplies.
    assert result.limits.low == pytest.approx(-79.7, abs=0.15)
    assert result.limits.high == pytest.approx(75.5, abs=0.15)


def test_default_multiple_is_a_little_narrower():
    narrow, wide = limits_of_agreement(WRIGHT, MINI), limits_of_agreement(WRIGHT, MINI, multiple=2)

    assert wide.limits.low < narrow.limits.low < narrow.limits.high < wide.limits.high


def test_equal_readings_leave_no_room():
    result = limits_of_agreement([3, 5, 8], [3, 5, 8])

    assert result.limits.low == result.limits.high == 0


def test_one_pair_is_too_few():
    assert limits_of_agreement([1], [2]) is Reason.TOO_FEW
    assert limits_of_agreement([], []) is Reason.TOO_FEW
