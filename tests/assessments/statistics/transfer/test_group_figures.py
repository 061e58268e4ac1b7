"""Group figures: vector 18, and what may be printed."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.intervals import Interval
from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.group_figures import (
    GroupCounts,
    PrintLevel,
    are_comparable,
    group_figures,
    printable_figures,
)


def figures(finished, answered, achieved, **more):
    return group_figures(
        GroupCounts(finished=finished, answered=answered, achieved=achieved, **more)
    )


@st.composite
def counts(draw):
    finished = draw(st.integers(0, 300))
    answered = draw(st.integers(0, finished))
    achieved = draw(st.integers(0, answered))
    v2 = draw(st.integers(0, achieved))
    v3 = draw(st.integers(0, achieved - v2))
    return GroupCounts(
        finished=finished, answered=answered, achieved=achieved, achieved_v2=v2, achieved_v3=v3
    )


@pytest.mark.parametrize(
    ("given_counts", "response", "observed", "wilson", "bounds", "band", "level"),
    [
        ((40, 24, 18), 0.6, 0.75, (0.5510, 0.8800), (0.45, 0.85), (0.3071, 0.9294), "todo"),
        ((40, 40, 26), 1.0, 0.65, (0.4951, 0.7787), (0.65, 0.65), (0.4951, 0.7787), "todo"),
        ((12, 3, 3), 0.25, 1.0, (0.4385, 1.0), (0.25, 1.0), (0.0889, 1.0), "solo_n"),
        ((100, 50, 30), 0.5, 0.6, (0.4618, 0.7239), (0.3, 0.8), (0.2189, 0.8666), "todo"),
    ],
)
def test_groups_of_vector_18(given_counts, response, observed, wilson, bounds, band, level):
    result = figures(*given_counts)

    assert result.response_rate == pytest.approx(response)
    assert result.observed_rate == pytest.approx(observed)
    assert ends(result.observed_interval) == pytest.approx(wilson, abs=5e-5)
    assert ends(result.bounds) == pytest.approx(bounds)
    assert ends(result.outer_band) == pytest.approx(band, abs=5e-5)
    assert result.print_level == level


def test_verified_rate_of_vector_18_is_over_everyone_who_finished():
    result = figures(40, 24, 18, achieved_v2=8, achieved_v3=3)

    assert result.verified == 11
    assert result.verified_rate == pytest.approx(0.275)
    assert ends(result.verified_interval) == pytest.approx((0.1611, 0.4283), abs=5e-5)
    assert result.verified_v2_rate == pytest.approx(0.2)
    assert result.verified_v3_rate == pytest.approx(0.075)


def test_nobody_answered():
    result = figures(30, 0, 0)

    assert result.observed_rate is Reason.NO_ANSWERS
    assert result.observed_interval is Reason.NO_ANSWERS
    assert result.verified_rate == 0.0
    assert result.bounds == Interval(low=0.0, high=1.0)
    assert result.print_level is PrintLevel.COUNTS_ONLY


def test_nobody_finished():
    result = figures(0, 0, 0)

    assert result.response_rate is Reason.NO_PEOPLE
    assert result.verified_rate is Reason.NO_PEOPLE
    assert result.bounds is Reason.NO_PEOPLE
    assert result.outer_band is Reason.NO_PEOPLE


def test_single_person_is_never_printed():
    printed = printable_figures(figures(1, 1, 1, achieved_v3=1))

    shown = {getattr(printed, field.name) for field in fields(printed)} - {PrintLevel.NOTHING}
    assert shown == {Reason.SUPPRESSED}


def test_under_five_answers_only_the_two_counts_are_printed():
    printed = printable_figures(figures(12, 3, 3, achieved_v2=2, excluded=1))

    assert (printed.finished, printed.answered) == (12, 3)
    rest = {
        getattr(printed, field.name)
        for field in fields(printed)
        if field.name not in {"finished", "answered", "print_level"}
    }
    assert rest == {Reason.SUPPRESSED}


def test_under_half_the_answers_the_observed_rate_is_not_printed():
    printed = printable_figures(figures(100, 49, 30, achieved_v2=10))

    assert printed.observed_rate is Reason.LOW_RESPONSE
    assert printed.observed_interval is Reason.LOW_RESPONSE
    assert printed.outer_band is Reason.LOW_RESPONSE
    assert printed.verified_rate == pytest.approx(0.1)
    assert printed.response_rate == pytest.approx(0.49)
    assert ends(printed.bounds) == pytest.approx((0.30, 0.81))


def test_with_half_the_answers_everything_is_printed():
    result = figures(100, 50, 30)

    assert printable_figures(result) is result


@pytest.mark.parametrize(
    "impossible",
    [
        {"finished": 5, "answered": 6, "achieved": 0},
        {"finished": 5, "answered": 3, "achieved": 4},
        {"finished": 5, "answered": 3, "achieved": 2, "achieved_v2": 2, "achieved_v3": 1},
        {"finished": 5, "answered": 3, "achieved": 2, "achieved_v2": 3, "achieved_v3": -1},
        {"finished": 5, "answered": 3, "achieved": 2, "without_plan": 6},
        {"finished": 5, "answered": 3, "achieved": 2, "excluded": -1},
    ],
)
def test_counts_that_do_not_fit_are_refused(impossible):
    with pytest.raises(ValueError, match=r"whole|negative"):
        group_figures(GroupCounts(**impossible))


@given(counts())
def test_bounds_hold_the_observed_rate_and_the_band_holds_the_bounds(given_counts):
    result = group_figures(given_counts)

    if given_counts.finished:
        assert 0 <= result.outer_band.low <= result.bounds.low
        assert result.bounds.high <= result.outer_band.high <= 1
        assert result.verified_rate <= result.bounds.low + 1e-12
    if given_counts.answered:
        assert result.bounds.low - 1e-12 <= result.observed_rate <= result.bounds.high + 1e-12


@given(counts())
def test_full_answer_leaves_no_room_between_the_bounds(given_counts):
    full = GroupCounts(
        finished=given_counts.answered,
        answered=given_counts.answered,
        achieved=given_counts.achieved,
    )

    result = group_figures(full)

    if full.finished:
        assert result.bounds.low == result.bounds.high == result.observed_rate


@given(counts())
def test_one_more_silent_person_never_raises_the_headline(given_counts):
    more = GroupCounts(
        finished=given_counts.finished + 1,
        answered=given_counts.answered,
        achieved=given_counts.achieved,
        achieved_v2=given_counts.achieved_v2,
        achieved_v3=given_counts.achieved_v3,
    )

    before, after = group_figures(given_counts), group_figures(more)

    if given_counts.finished:
        assert after.verified_rate <= before.verified_rate


def test_comparison_needs_thirty_answers_each():
    assert are_comparable(30, 31)
    assert not are_comparable(29, 300)


def ends(interval):
    return (interval.low, interval.high)
