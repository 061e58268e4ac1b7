"""Wilson interval: published values and what must always hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.intervals import Interval, wilson_interval
from assessments.statistics.reasons import Reason


@pytest.mark.parametrize(
    ("successes", "people", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (23, 60, 0.2709, 0.5098),
    ],
)
def test_wilson_interval_of_newcombe_1998_table_1(successes, people, low, high):
    """TV-11; the last row is computed, the others are method 3 of the paper."""
    interval = wilson_interval(successes, people)

    assert interval.low == pytest.approx(low, abs=5e-5)
    assert interval.high == pytest.approx(high, abs=5e-5)


def test_nobody_has_no_interval():
    assert wilson_interval(0, 0) is Reason.NO_PEOPLE


def test_one_person_has_a_wide_interval():
    interval = wilson_interval(1, 1)

    assert interval.low == pytest.approx(0.2065, abs=5e-4)
    assert interval.high == 1.0


@pytest.mark.parametrize(("successes", "people"), [(-1, 5), (6, 5)])
def test_impossible_counts_are_refused(successes, people):
    with pytest.raises(ValueError, match="whole"):
        wilson_interval(successes, people)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match="confidence"):
        wilson_interval(1, 2, confidence=confidence)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_lies_in_zero_to_one_and_holds_the_rate(counts):
    successes, people = counts

    interval = wilson_interval(successes, people)

    assert 0 <= interval.low < interval.high <= 1
    assert interval.contains(successes / people)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_of_the_opposite_is_the_mirror_image(counts):
    successes, people = counts

    straight = wilson_interval(successes, people)
    opposite = wilson_interval(people - successes, people)

    assert opposite.low == pytest.approx(1 - straight.high, abs=1e-12)


def test_interval_contains_its_ends():
    interval = Interval(low=0.2, high=0.4)

    assert interval.contains(0.2)
    assert interval.contains(0.4)
    assert not interval.contains(0.41)
