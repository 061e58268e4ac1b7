"""McNemar's test against published tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.change.mcnemar import mcnemar_from_pairs, mcnemar_test
from assessments.statistics.reasons import Reason


def test_approval_ratings_of_agresti_1990_page_350():
    """Categorical Data Analysis: 150 turned away, 86 turned towards; z squared 17.36."""
    result = mcnemar_test(gained=86, lost=150)

    assert result.statistic == pytest.approx(17.3559, abs=5e-5)
    assert result.p_value == pytest.approx(3.099e-05, rel=5e-4)


@pytest.mark.parametrize(
    ("gained", "lost", "asymptotic", "corrected", "exact", "mid"),
    [(7, 1, 0.034, 0.077, 0.070, 0.039), (16, 6, 0.033, 0.055, 0.052, 0.035)],
)
def test_examples_of_fagerland_lydersen_and_laake_2013(
    gained, lost, asymptotic, corrected, exact, mid
):
    """BMC Medical Research Methodology 13:91, airway reaction and response to consolidation."""
    result = mcnemar_test(gained=gained, lost=lost)

    assert result.p_value == pytest.approx(asymptotic, abs=5e-4)
    assert result.corrected_p_value == pytest.approx(corrected, abs=5e-4)
    assert result.exact_p == pytest.approx(exact, abs=5e-4)
    assert result.mid_p == pytest.approx(mid, abs=5e-4)


def test_nobody_changed():
    result = mcnemar_test(gained=0, lost=0)

    assert result.statistic is Reason.DIVISION_BY_ZERO
    assert result.corrected_p_value is Reason.DIVISION_BY_ZERO
    assert result.exact_p == 1.0


def test_one_person_changed():
    result = mcnemar_test(gained=1, lost=0)

    assert result.exact_p == 1.0
    assert result.corrected_statistic == 0.0
    assert result.statistic == 1.0


def test_equal_changes_are_no_sign_of_anything():
    result = mcnemar_test(gained=5, lost=5)

    assert result.statistic == 0.0
    assert result.p_value == pytest.approx(1.0)
    assert result.exact_p == 1.0


def test_pairs_are_counted_by_direction():
    before = [False, False, True, True, False]
    after = [True, True, False, True, False]

    result = mcnemar_from_pairs(before, after)

    assert (result.gained, result.lost) == (2, 1)


def test_thousands_of_changes_stay_exact():
    result = mcnemar_test(gained=2600, lost=2400)

    assert result.exact_p == pytest.approx(result.corrected_p_value, rel=0.01)


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="negative"):
        mcnemar_test(gained=-1, lost=3)


@given(st.integers(0, 200), st.integers(0, 200))
def test_direction_does_not_change_the_p_values_and_correction_is_cautious(gained, lost):
    there, back = mcnemar_test(gained=gained, lost=lost), mcnemar_test(gained=lost, lost=gained)

    assert (there.exact_p, there.mid_p) == (back.exact_p, back.mid_p)
    assert 0 < there.mid_p <= there.exact_p <= 1
    if gained + lost:
        assert there.p_value <= there.corrected_p_value
