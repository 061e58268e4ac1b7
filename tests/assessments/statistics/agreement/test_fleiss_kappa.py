"""Fleiss' kappa."""

import pytest

from assessments.statistics.agreement.fleiss_kappa import fleiss_kappa
from assessments.statistics.reasons import Reason

FOURTEEN_RATERS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]


def test_fourteen_raters_of_vector_5():
    result = fleiss_kappa(FOURTEEN_RATERS)

    assert (result.subjects, result.raters) == (10, 14)
    assert result.observed == pytest.approx(0.378022, abs=5e-7)
    assert result.expected == pytest.approx(0.212755, abs=5e-7)
    assert result.kappa == pytest.approx(0.209931, abs=5e-7)


def test_missing_data_have_reasons():
    assert fleiss_kappa([]) is Reason.NO_ANSWERS
    assert fleiss_kappa([[1, 0], [0, 1]]) is Reason.TOO_FEW
    assert fleiss_kappa([[3, 0], [3, 0]]) is Reason.NO_VARIANCE


def test_unequal_numbers_of_raters_are_refused():
    with pytest.raises(ValueError, match="same number of raters"):
        fleiss_kappa([[2, 1], [1, 1]])
