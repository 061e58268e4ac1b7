"""Hedges' g of two groups."""

import pytest

from assessments.statistics.change.independent_effect import (
    GroupSummary,
    independent_effect,
    summarise_group,
)
from assessments.statistics.reasons import Reason


def summary(people, mean, sd):
    return GroupSummary(people=people, mean=mean, sd=sd)


def test_example_of_borenstein_and_others_2009_chapter_4():
    """Introduction to Meta-Analysis: d 0.5970, J 0.9923, g 0.5924, variance of g 0.0411.

    Our error keeps g in its second term instead of shrinking that of d: 0.2043 against 0.2028.
    """
    effect = independent_effect(summary(50, 103, 5.5), summary(50, 100, 4.5))

    assert effect.sd_pooled == pytest.approx(5.0249, abs=5e-5)
    assert effect.d == pytest.approx(0.5970, abs=5e-5)
    assert effect.correction == pytest.approx(0.9923, abs=5e-5)
    assert effect.g == pytest.approx(0.5924, abs=5e-5)
    assert effect.standard_error == pytest.approx(0.2028, abs=2e-3)
    assert effect.interval.low < effect.g < effect.interval.high


def test_swapping_the_groups_turns_the_sign():
    first, second = summary(12, 7.0, 2.0), summary(9, 5.5, 1.5)

    there, back = independent_effect(first, second), independent_effect(second, first)

    assert there.g == pytest.approx(-back.g)
    assert there.standard_error == pytest.approx(back.standard_error)


def test_summary_of_values():
    assert summarise_group([2.0, 4.0, 6.0]) == summary(3, 4.0, 2.0)
    assert summarise_group([2.0]) is Reason.TOO_FEW


def test_groups_without_spread_or_people_have_reasons():
    assert independent_effect(summary(5, 3, 0), summary(5, 4, 0)) is Reason.NO_VARIANCE
    assert independent_effect(summary(1, 3, 0), summary(5, 4, 1)) is Reason.TOO_FEW
