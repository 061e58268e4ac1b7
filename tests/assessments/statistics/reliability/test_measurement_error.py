"""Errors of one person's score."""

import pytest

from assessments.statistics.reasons import Reason
from assessments.statistics.reliability.measurement_error import (
    conditional_standard_error,
    standard_error_of_measurement,
)


@pytest.mark.parametrize(
    ("right", "items", "error"),
    [(14, 20, 2.102630), (10, 20, 2.294157), (18, 20, 1.376494), (28, 40, 2.935198)],
)
def test_lord_1955_of_vector_16(right, items, error):
    assert conditional_standard_error(right=right, items=items) == pytest.approx(error, abs=5e-7)


def test_standard_error_of_vector_16():
    assert standard_error_of_measurement(sd=10, reliability=0.84) == pytest.approx(4.0)


def test_ends_and_single_items():
    assert conditional_standard_error(right=0, items=20) == 0.0
    assert conditional_standard_error(right=1, items=1) is Reason.TOO_FEW


def test_impossible_values_are_refused():
    with pytest.raises(ValueError, match="right answers"):
        conditional_standard_error(right=21, items=20)
    with pytest.raises(ValueError, match="reliability"):
        standard_error_of_measurement(sd=10, reliability=1.2)
