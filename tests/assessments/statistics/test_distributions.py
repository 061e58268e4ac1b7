"""Tail areas and quantiles against the printed tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.distributions import (
    beta_share,
    chi_squared_tail,
    f_cumulative,
    f_quantile,
    student_t_quantile,
    student_t_two_sided,
)


@pytest.mark.parametrize(
    ("degrees", "t"), [(1, 12.706), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)]
)
def test_student_t_of_fisher_and_yates_table_3(degrees, t):
    assert student_t_quantile(0.95, degrees) == pytest.approx(t, abs=5e-4)
    assert student_t_two_sided(t, degrees) == pytest.approx(0.05, abs=5e-5)


@pytest.mark.parametrize(
    ("degrees_1", "degrees_2", "f"), [(1, 1, 161.4), (5, 10, 3.33), (10, 5, 4.74), (120, 60, 1.47)]
)
def test_f_of_fisher_and_yates_table_5(degrees_1, degrees_2, f):
    assert f_quantile(0.95, degrees_1, degrees_2) == pytest.approx(f, rel=2e-3)


@pytest.mark.parametrize(("statistic", "area"), [(3.841, 0.05), (6.635, 0.01), (10.828, 0.001)])
def test_chi_squared_of_fisher_and_yates_table_4(statistic, area):
    assert chi_squared_tail(statistic) == pytest.approx(area, rel=1e-3)


def test_ends_of_the_scale():
    assert beta_share(0, 2, 3) == 0.0
    assert beta_share(1, 2, 3) == 1.0
    assert f_cumulative(0, 3, 4) == 0.0
    assert student_t_two_sided(0, 5) == pytest.approx(1.0)


def test_area_outside_zero_to_one_is_refused():
    with pytest.raises(ValueError, match="area"):
        f_quantile(1.0, 2, 3)


@given(st.floats(0.01, 0.99), st.integers(1, 200), st.integers(1, 200))
def test_quantile_undoes_the_area(area, degrees_1, degrees_2):
    value = f_quantile(area, degrees_1, degrees_2)

    assert f_cumulative(value, degrees_1, degrees_2) == pytest.approx(area, abs=1e-9)


@given(st.floats(0, 1), st.floats(0.5, 80), st.floats(0.5, 80))
def test_incomplete_beta_and_its_mirror_add_to_one(x, a, b):
    assert beta_share(x, a, b) + beta_share(1 - x, b, a) == pytest.approx(1, abs=1e-9)
