"""Change of the same people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.change.paired_effect import paired_effect, small_sample_correction
from assessments.statistics.reasons import Reason

# Hours of extra sleep under two drugs, Student 1908.
FIRST = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]
SECOND = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]


def test_sleep_data_of_student_1908_vector_13():
    effect = paired_effect(FIRST, SECOND)

    assert effect.t == pytest.approx(4.0621, abs=5e-5)
    assert effect.p_value == pytest.approx(0.002833, abs=5e-7)
    assert effect.mean_interval.low == pytest.approx(0.7001, abs=5e-5)
    assert effect.mean_interval.high == pytest.approx(2.4599, abs=5e-5)
    assert effect.mean_difference == pytest.approx(1.58)
    assert effect.sd_difference == pytest.approx(1.229995, abs=5e-7)
    assert effect.correlation == pytest.approx(0.795170, abs=5e-7)


def test_the_four_effect_sizes_of_vector_13():
    effect = paired_effect(FIRST, SECOND)

    assert effect.d_z == pytest.approx(1.284558, abs=5e-7)
    assert effect.d_av == pytest.approx(0.833496, abs=5e-7)
    assert effect.d_pre == pytest.approx(0.883170, abs=5e-7)
    assert effect.correction == pytest.approx(0.914286, abs=5e-7)
    assert effect.d_pre_corrected == pytest.approx(0.807470, abs=5e-7)


@pytest.mark.parametrize("scores", [[], [3.0]])
def test_one_person_is_too_few(scores):
    assert paired_effect(scores, scores) is Reason.TOO_FEW


def test_everybody_equal_before_has_no_standardised_effect():
    effect = paired_effect([5.0, 5.0, 5.0], [6.0, 7.0, 9.0])

    assert effect.d_pre is Reason.NO_VARIANCE
    assert effect.d_pre_corrected is Reason.NO_VARIANCE
    assert effect.correlation is Reason.NO_VARIANCE
    assert isinstance(effect.d_z, float)


def test_everybody_gaining_the_same_has_no_t():
    effect = paired_effect([1.0, 2.0, 3.0], [3.0, 4.0, 5.0])

    assert effect.t is Reason.NO_VARIANCE
    assert effect.p_value is Reason.NO_VARIANCE
    assert effect.d_z is Reason.NO_VARIANCE
    assert effect.d_pre == pytest.approx(2.0)
    assert effect.mean_interval.low == effect.mean_interval.high == pytest.approx(2.0)


def test_two_people_have_no_small_sample_correction():
    effect = paired_effect([1.0, 2.0], [2.0, 5.0])

    assert effect.correction is Reason.TOO_FEW
    assert effect.d_pre_corrected is Reason.TOO_FEW
    assert isinstance(effect.d_pre, float)


def test_unpaired_scores_are_refused():
    with pytest.raises(ValueError, match="paired"):
        paired_effect([1.0], [1.0, 2.0])


scores = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=40)


@given(scores)
def test_reading_backwards_turns_the_sign_of_the_gain(pairs):
    pre, post = zip(*pairs, strict=True)

    there, back = paired_effect(pre, post), paired_effect(post, pre)

    assert there.mean_difference == pytest.approx(-back.mean_difference)
    assert there.mean_interval.low <= there.mean_difference <= there.mean_interval.high
    if not isinstance(there.p_value, Reason):
        assert 0 <= there.p_value <= 1


@given(st.integers(2, 5000))
def test_correction_shrinks_and_fades_with_size(degrees):
    assert 0.5 < small_sample_correction(degrees) < small_sample_correction(degrees + 1) < 1
