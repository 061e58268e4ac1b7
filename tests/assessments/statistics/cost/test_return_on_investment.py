"""Money figures of vector 20."""

import pytest

from assessments.statistics.cost.return_on_investment import (
    benefit_cost_ratio,
    isolated_benefit,
    return_on_investment_percent,
)
from assessments.statistics.reasons import Reason


def test_benefits_and_costs_of_vector_20():
    assert benefit_cost_ratio(benefits=750_000, costs=425_000) == pytest.approx(1.7647, abs=5e-5)
    percent = return_on_investment_percent(benefits=750_000, costs=425_000)
    assert percent == pytest.approx(76.47, abs=5e-3)


def test_isolated_benefit_of_vector_20():
    result = isolated_benefit(value=100_000, share_attributed=0.60, confidence=0.80)

    assert result == pytest.approx(48_000)


def test_course_without_costs_has_no_ratio():
    assert benefit_cost_ratio(benefits=10, costs=0) is Reason.DIVISION_BY_ZERO
    assert return_on_investment_percent(benefits=10, costs=0) is Reason.DIVISION_BY_ZERO


def test_impossible_values_are_refused():
    with pytest.raises(ValueError, match="costs"):
        benefit_cost_ratio(benefits=1, costs=-1)
    with pytest.raises(ValueError, match="share"):
        isolated_benefit(value=1, share_attributed=60, confidence=0.8)
