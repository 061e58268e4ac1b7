"""Gwet's AC1 and AC2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.agreement.category_counts import category_counts
from assessments.statistics.agreement.gwet import gwet_agreement, gwet_two_raters
from assessments.statistics.agreement.rating_table import Weighting
from assessments.statistics.reasons import Reason

# Gwet 2014, Handbook of Inter-Rater Reliability: two abstractors and 100 pregnancies.
ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]

# The same book: four raters, twelve units, gaps; also Krippendorff 2011, example C.
FOUR_RATERS = [
    [1, 1, None, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [None, 5, 5, 5],
    [None, None, 1, 1],
    [None, None, 3, None],
]


def test_two_by_two_of_vector_1():
    assert gwet_two_raters([[20, 5], [10, 15]]).coefficient == pytest.approx(0.405941, abs=5e-7)


def test_paradox_of_gwet_2002_vector_4():
    assert gwet_two_raters([[118, 5], [2, 0]]).coefficient == pytest.approx(0.940776, abs=5e-7)


def test_ac1_of_the_abstractors_in_gwet_2014():
    result = gwet_two_raters(ABSTRACTORS)

    assert result.observed == pytest.approx(0.89)
    assert result.expected == pytest.approx(0.26992, abs=1e-5)
    assert result.coefficient == pytest.approx(0.84933, abs=5e-6)


def test_ac2_of_the_abstractors_in_gwet_2014():
    result = gwet_two_raters(ABSTRACTORS, weighting=Weighting.QUADRATIC)

    assert result.observed == pytest.approx(0.9725)
    assert result.expected == pytest.approx(0.53985, abs=5e-6)
    assert result.coefficient == pytest.approx(0.94024, abs=5e-6)


def test_ac1_of_four_raters_with_gaps_in_gwet_2014():
    result = gwet_agreement(category_counts(FOUR_RATERS, categories=[1, 2, 3, 4, 5]))

    assert result.observed == pytest.approx(0.81818, abs=5e-6)
    assert result.expected == pytest.approx(0.19032, abs=5e-6)
    assert result.coefficient == pytest.approx(0.77544, abs=5e-6)


def test_constant_ratings_are_full_agreement_unlike_with_kappa():
    assert gwet_two_raters([[9, 0], [0, 0]]).coefficient == 1.0


def test_missing_data_have_reasons():
    assert gwet_two_raters([[0, 0], [0, 0]]) is Reason.NO_ANSWERS
    assert gwet_agreement([]) is Reason.NO_ANSWERS
    assert gwet_agreement([[1, 0], [0, 1]]) is Reason.TOO_FEW


@pytest.mark.parametrize("counts", [[[2]], [[1, 1], [2]], [[2, -1]]])
def test_counts_that_cannot_be_are_refused(counts):
    with pytest.raises(ValueError, match=r"categories|negative"):
        gwet_agreement(counts)


def test_rating_outside_the_categories_is_refused():
    with pytest.raises(ValueError, match="outside"):
        category_counts([[1, 9]], categories=[1, 2])


@given(
    st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=1, max_size=15),
    st.sampled_from(Weighting),
)
def test_coefficient_never_exceeds_one(counts, weighting):
    result = gwet_agreement(counts, weighting=weighting)

    if not isinstance(result, Reason):
        assert result.coefficient <= 1 + 1e-12
        assert 0 <= result.expected < 1
