"""The share of the possible gain that a class made."""

import pytest

from assessments.statistics.change.normalised_gain import normalised_gain
from assessments.statistics.reasons import Reason


@pytest.mark.parametrize(("post", "gain"), [(100, 1.0), (70, 0.5), (40, 0.0), (28, -0.2)])
def test_gain_by_the_definition_of_hake_1998(post, gain):
    assert normalised_gain(pre_mean=40, post_mean=post, maximum=100) == pytest.approx(gain)


def test_class_that_knew_everything_has_no_gain_to_make():
    assert normalised_gain(pre_mean=20, post_mean=20, maximum=20) is Reason.DIVISION_BY_ZERO


def test_mean_above_the_maximum_is_refused():
    with pytest.raises(ValueError, match="maximum"):
        normalised_gain(pre_mean=5, post_mean=21, maximum=20)
