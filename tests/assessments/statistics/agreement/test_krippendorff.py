"""Krippendorff's own examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.agreement.krippendorff import Metric, krippendorff_alpha
from assessments.statistics.reasons import Reason

# Computing Krippendorff's Alpha-Reliability, 2011; example A: two observers, binary.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]

# Example B: two observers, five nominal categories.
BEN = "aabbdcccedda"
GERRY = "babbbccceddd"

# Example C: four observers, twelve units, missing ratings.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def units(*observers):
    return [list(unit) for unit in zip(*observers, strict=True)]


def test_binary_example_a_of_krippendorff_2011():
    assert krippendorff_alpha(units(MEG, OWEN)).alpha == pytest.approx(0.095, abs=5e-4)


def test_nominal_example_b_of_krippendorff_2011():
    result = krippendorff_alpha(units(map(ord, BEN), map(ord, GERRY)))

    assert result.alpha == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("metric", "alpha"),
    [
        (Metric.NOMINAL, 0.743),
        (Metric.ORDINAL, 0.815),
        (Metric.INTERVAL, 0.849),
        (Metric.RATIO, 0.797),
    ],
)
def test_four_observers_with_gaps_example_c_of_krippendorff_2011(metric, alpha):
    result = krippendorff_alpha(units(*OBSERVERS), metric=metric)

    assert result.pairable == 40
    assert result.alpha == pytest.approx(alpha, abs=5e-4)


def test_missing_data_have_reasons():
    assert krippendorff_alpha([]) is Reason.NO_ANSWERS
    assert krippendorff_alpha([[None, None]]) is Reason.NO_ANSWERS
    assert krippendorff_alpha([[1, None], [None, 2]]) is Reason.TOO_FEW
    assert krippendorff_alpha([[3, 3], [3, 3]]) is Reason.NO_VARIANCE


def test_ratio_scale_without_negative_values():
    with pytest.raises(ValueError, match="negative"):
        krippendorff_alpha([[-1, 2]], metric=Metric.RATIO)


@given(
    st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=12
    ),
    st.sampled_from(Metric),
)
def test_alpha_never_exceeds_one_and_does_not_mind_the_order_of_observers(ratings, metric):
    result = krippendorff_alpha(ratings, metric=metric)
    turned = krippendorff_alpha([row[::-1] for row in ratings], metric=metric)

    if isinstance(result, Reason):
        assert turned is result
    else:
        assert result.alpha <= 1
        assert turned.alpha == pytest.approx(result.alpha)
