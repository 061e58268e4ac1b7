"""The cut of a panel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.agreement.intraclass import intraclass_correlations
from assessments.statistics.reasons import Reason
from assessments.statistics.reliability.angoff import angoff_cut, angoff_cut_without_strictest

PANEL = [
    [0.80, 0.70, 0.60, 0.90, 0.50, 0.75, 0.65, 0.85, 0.40, 0.70],
    [0.75, 0.65, 0.55, 0.85, 0.55, 0.70, 0.60, 0.80, 0.45, 0.65],
    [0.85, 0.75, 0.65, 0.95, 0.45, 0.80, 0.70, 0.90, 0.50, 0.75],
    [0.70, 0.60, 0.60, 0.90, 0.50, 0.70, 0.60, 0.80, 0.35, 0.70],
    [0.90, 0.80, 0.70, 0.95, 0.60, 0.85, 0.75, 0.90, 0.55, 0.80],
]


def test_cut_of_vector_15():
    result = angoff_cut(PANEL)

    assert result.judge_sums == pytest.approx((6.85, 6.55, 7.30, 6.45, 7.80))
    assert result.cut == pytest.approx(6.99)
    assert result.share == pytest.approx(0.699)
    assert result.sd_judges == pytest.approx(0.560580, abs=5e-7)
    assert result.standard_error == pytest.approx(0.250699, abs=5e-7)
    assert result.interval.low == pytest.approx(6.2939, abs=5e-5)
    assert result.interval.high == pytest.approx(7.6861, abs=5e-5)


def test_items_and_strictest_judge_of_vector_15():
    result = angoff_cut(PANEL)

    expected = (0.80, 0.70, 0.62, 0.91, 0.52, 0.76, 0.66, 0.85, 0.45, 0.72)
    assert result.item_means == pytest.approx(expected)
    assert angoff_cut_without_strictest(PANEL) == pytest.approx(6.7875)


def test_agreement_of_the_panel_of_vector_15():
    by_item = [list(item) for item in zip(*PANEL, strict=True)]

    result = intraclass_correlations(by_item)

    assert result.absolute_single == pytest.approx(0.830208, abs=5e-7)
    assert result.absolute_average == pytest.approx(0.960704, abs=5e-7)


def test_one_judge_is_no_panel():
    assert angoff_cut(PANEL[:1]) is Reason.TOO_FEW
    assert angoff_cut([]) is Reason.TOO_FEW
    assert angoff_cut([[], []]) is Reason.TOO_FEW
    assert angoff_cut_without_strictest(PANEL[:1]) is Reason.TOO_FEW


def test_judges_who_all_say_the_same_leave_no_doubt():
    result = angoff_cut([[0.5, 0.7]] * 3)

    assert result.interval.low == result.interval.high == pytest.approx(1.2)


@pytest.mark.parametrize("panel", [[[0.5, 1.1], [0.5, 0.5]], [[0.5], [0.5, 0.5]]])
def test_impossible_estimates_are_refused(panel):
    with pytest.raises(ValueError, match=r"chance|every item"):
        angoff_cut(panel)


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=2, max_size=8))
def test_band_holds_the_cut_and_stays_on_the_scale(panel):
    result = angoff_cut(panel)

    assert 0 <= result.interval.low <= result.cut + 1e-9
    assert result.cut - 1e-9 <= result.interval.high <= 3
