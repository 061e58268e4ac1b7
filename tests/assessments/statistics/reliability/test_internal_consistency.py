"""Alpha, KR-20 and KR-21."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.reliability.internal_consistency import (
    alpha_interval,
    cronbach_alpha,
    cronbach_alpha_from_covariances,
    kr20,
    kr20_without_item,
    kr21,
)

COVARIANCES = [
    [1.168, 0.557, 0.574, 0.673],
    [0.557, 1.012, 0.690, 0.720],
    [0.574, 0.690, 1.169, 0.724],
    [0.673, 0.720, 0.724, 1.291],
]

WORKSHEET = [
    [mark == "1" for mark in row]
    for row in [
        "1111111111",
        "1111111101",
        "1101111100",
        "0111110101",
        "1110111001",
        "1110110100",
        "0110110101",
        "0111001010",
        "1110100001",
        "0100010010",
    ]
]


def test_covariances_of_the_ucla_page_vector_9():
    assert cronbach_alpha_from_covariances(COVARIANCES) == pytest.approx(0.839033, abs=5e-7)


def test_ten_students_of_vector_10():
    assert [sum(row) for row in WORKSHEET] == [10, 9, 7, 7, 7, 6, 6, 5, 5, 3]
    assert kr20(WORKSHEET) == pytest.approx(0.529680, abs=5e-7)
    assert kr21(WORKSHEET) == pytest.approx(0.418569, abs=5e-7)
    assert kr20_without_item(WORKSHEET, 8) == pytest.approx(0.665264, abs=5e-7)


def test_interval_of_vector_10_says_that_ten_people_mean_little():
    interval = alpha_interval(0.529680, people=10, items=10)

    assert interval.low == pytest.approx(-0.07, abs=5e-3)
    assert interval.high == pytest.approx(0.862, abs=5e-4)


def test_missing_data_have_reasons():
    assert cronbach_alpha([]) is Reason.TOO_FEW
    assert cronbach_alpha([[1, 2, 3]]) is Reason.TOO_FEW
    assert cronbach_alpha([[1], [2]]) is Reason.TOO_FEW
    assert cronbach_alpha([[1, 2], [2, 1]]) is Reason.NO_VARIANCE
    assert kr21([]) is Reason.TOO_FEW
    assert kr21([[True, False], [False, True]]) is Reason.NO_VARIANCE
    assert cronbach_alpha_from_covariances([[1.0]]) is Reason.TOO_FEW
    assert cronbach_alpha_from_covariances([[1.0, -1.0], [-1.0, 1.0]]) is Reason.NO_VARIANCE
    assert alpha_interval(0.5, people=1, items=10) is Reason.TOO_FEW


def test_gaps_are_refused():
    with pytest.raises(ValueError, match="every item"):
        cronbach_alpha([[1, 2], [3]])
    with pytest.raises(ValueError, match="square"):
        cronbach_alpha_from_covariances([[1.0, 0.5]])


def test_items_that_say_the_same_have_full_consistency():
    assert cronbach_alpha([[1, 1, 1], [2, 2, 2], [5, 5, 5]]) == pytest.approx(1.0)


@given(st.lists(st.lists(st.integers(0, 5), min_size=4, max_size=4), min_size=2, max_size=20))
def test_alpha_never_exceeds_one_and_does_not_mind_the_order_of_items(scores):
    alpha = cronbach_alpha(scores)
    turned = cronbach_alpha([row[::-1] for row in scores])

    if isinstance(alpha, Reason):
        assert turned is alpha
    else:
        assert alpha <= 1 + 1e-9
        assert turned == pytest.approx(alpha)


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=2, max_size=20))
def test_kr21_never_exceeds_kr20(answers):
    twenty, twenty_one = kr20(answers), kr21(answers)

    if not isinstance(twenty, Reason):
        assert twenty_one <= twenty + 1e-9
