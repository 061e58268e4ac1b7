"""Exact, adjacent and chance-fixed agreement."""

import pytest

from assessments.statistics.agreement.percent_agreement import (
    adjacent_agreement,
    exact_agreement,
    prevalence_adjusted_kappa,
)
from assessments.statistics.reasons import Reason


def test_mammograms_of_vector_2():
    table = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]

    assert exact_agreement(table) == pytest.approx(0.635294, abs=5e-7)
    assert adjacent_agreement(table) == pytest.approx(0.964706, abs=5e-7)


def test_paradox_of_vector_4():
    assert prevalence_adjusted_kappa([[118, 5], [2, 0]]) == pytest.approx(0.888)


def test_empty_table_has_no_agreement():
    empty = [[0, 0], [0, 0]]

    assert exact_agreement(empty) is Reason.NO_ANSWERS
    assert adjacent_agreement(empty) is Reason.NO_ANSWERS
    assert prevalence_adjusted_kappa(empty) is Reason.NO_ANSWERS


def test_single_subject():
    assert exact_agreement([[0, 1], [0, 0]]) == 0.0
    assert adjacent_agreement([[0, 1], [0, 0]]) == 1.0
