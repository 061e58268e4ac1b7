"""Odds ratios as percentages."""

import pytest

from assessments.statistics.change.odds_ratio import rate_under_odds_ratio


@pytest.mark.parametrize(
    ("odds_ratio", "rate"), [(1.44, 0.3816), (1.86, 0.4436), (1.54, 0.3976), (1.16, 0.3321)]
)
def test_response_rates_of_edwards_2002_vector_14(odds_ratio, rate):
    result = rate_under_odds_ratio(base_rate=0.30, odds_ratio=odds_ratio)

    assert result == pytest.approx(rate, abs=5e-5)


@pytest.mark.parametrize("base_rate", [0.0, 0.25, 1.0])
def test_odds_ratio_of_one_changes_nothing(base_rate):
    assert rate_under_odds_ratio(base_rate=base_rate, odds_ratio=1) == pytest.approx(base_rate)


@pytest.mark.parametrize(("base_rate", "odds_ratio"), [(30, 1.4), (-0.1, 1.4), (0.3, 0)])
def test_impossible_values_are_refused(base_rate, odds_ratio):
    with pytest.raises(ValueError, match=r"rate|ratio"):
        rate_under_odds_ratio(base_rate=base_rate, odds_ratio=odds_ratio)
