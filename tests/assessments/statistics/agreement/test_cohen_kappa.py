"""Cohen's kappa, plain and weighted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.agreement.cohen_kappa import cohen_kappa
from assessments.statistics.agreement.rating_table import Weighting, agreement_weights, rating_table
from assessments.statistics.reasons import Reason

GRANTS = [[20, 5], [10, 15]]
MAMMOGRAMS = [[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]


def test_two_by_two_of_vector_1():
    result = cohen_kappa(GRANTS)

    assert result.observed == pytest.approx(0.70)
    assert result.expected == pytest.approx(0.50)
    assert result.kappa == pytest.approx(0.40)
    assert result.standard_error == pytest.approx(0.126996, abs=5e-7)
    assert result.interval.low == pytest.approx(0.1511, abs=5e-5)
    assert result.interval.high == pytest.approx(0.6489, abs=5e-5)


@pytest.mark.parametrize(
    ("weighting", "observed", "expected", "kappa"),
    [
        (Weighting.IDENTITY, 0.6353, 0.3082, 0.4728),
        (Weighting.LINEAR, 0.8667, 0.6911, 0.5684),
    ],
)
def test_mammograms_of_the_stata_manual_vector_2(weighting, observed, expected, kappa):
    result = cohen_kappa(MAMMOGRAMS, weighting=weighting)

    assert result.observed == pytest.approx(observed, abs=5e-5)
    assert result.expected == pytest.approx(expected, abs=5e-5)
    assert result.kappa == pytest.approx(kappa, abs=5e-5)


def test_error_under_the_null_and_quadratic_weights_of_vector_2():
    assert cohen_kappa(MAMMOGRAMS).standard_error_null == pytest.approx(0.0694, abs=5e-5)
    quadratic = cohen_kappa(MAMMOGRAMS, weighting=Weighting.QUADRATIC)
    assert quadratic.kappa == pytest.approx(0.671371, abs=5e-7)


def test_paradox_of_gwet_2002_vector_4():
    result = cohen_kappa([[118, 5], [2, 0]])

    assert result.observed == pytest.approx(0.944)
    assert result.kappa == pytest.approx(-0.023392, abs=5e-7)


def test_constant_ratings_have_no_kappa():
    assert cohen_kappa([[9, 0], [0, 0]]) is Reason.NO_VARIANCE


def test_empty_table_has_no_kappa():
    assert cohen_kappa([[0, 0], [0, 0]]) is Reason.NO_ANSWERS


def test_full_agreement_on_two_categories_is_one_without_error():
    result = cohen_kappa([[4, 0], [0, 6]])

    assert result.kappa == pytest.approx(1.0)
    assert result.standard_error == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("table", [[[1]], [[1, 2]], [[1, 2], [3]], [[1, -1], [0, 2]], []])
def test_table_that_is_not_a_square_of_counts_is_refused(table):
    with pytest.raises(ValueError, match=r"square|negative"):
        cohen_kappa(table)


def test_table_is_built_from_two_lists_of_judgements():
    table = rating_table(["si", "si", "no"], ["si", "no", "no"], categories=["si", "no"])

    assert table == [[1, 1], [0, 1]]
    with pytest.raises(ValueError, match="outside"):
        rating_table(["tal vez"], ["si"], categories=["si", "no"])


def test_weights_of_cohen_1968():
    assert agreement_weights(3, Weighting.LINEAR)[0] == (1, 0.5, 0)
    assert agreement_weights(3, Weighting.QUADRATIC)[0] == (1, 0.75, 0)
    assert agreement_weights(3, Weighting.IDENTITY)[1] == (0, 1, 0)


tables = st.integers(2, 4).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 30), min_size=k, max_size=k), min_size=k, max_size=k)
)


@given(tables, st.sampled_from(Weighting))
def test_kappa_stays_in_its_range_and_does_not_mind_who_is_first(table, weighting):
    result = cohen_kappa(table, weighting=weighting)
    turned = cohen_kappa([list(column) for column in zip(*table, strict=True)], weighting=weighting)

    if isinstance(result, Reason):
        assert turned is result
    else:
        assert -1 <= result.interval.low <= result.interval.high <= 1
        assert result.interval.low - 1e-9 <= result.kappa <= result.interval.high + 1e-9
        assert turned.kappa == pytest.approx(result.kappa, abs=1e-9)
        assert turned.standard_error == pytest.approx(result.standard_error, abs=1e-7)
