"""The rate with each stratum at its own weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.post_stratification import Stratum, post_stratified_rate


def stratum(people, answered, achieved):
    return Stratum(people=people, answered=answered, achieved=achieved)


def test_case_a_of_vector_18():
    rate = post_stratified_rate([stratum(25, 20, 16), stratum(15, 4, 2)])

    assert rate == pytest.approx(0.6875)


def test_stratum_that_was_silent_has_no_estimate():
    assert post_stratified_rate([stratum(25, 20, 16), stratum(3, 0, 0)]) is Reason.EMPTY_STRATUM


def test_stratum_of_nobody_changes_nothing():
    assert post_stratified_rate([stratum(10, 5, 4), stratum(0, 0, 0)]) == pytest.approx(0.8)


def test_nobody_at_all():
    assert post_stratified_rate([]) is Reason.NO_PEOPLE
    assert post_stratified_rate([stratum(0, 0, 0)]) is Reason.NO_PEOPLE


def test_more_answers_than_people_are_refused():
    with pytest.raises(ValueError, match="whole"):
        post_stratified_rate([stratum(3, 4, 1)])


@st.composite
def strata(draw):
    people = draw(st.integers(1, 60))
    answered = draw(st.integers(1, people))
    return stratum(people, answered, draw(st.integers(0, answered)))


@given(st.lists(strata(), min_size=1, max_size=6))
def test_rate_lies_between_the_lowest_and_the_highest_stratum(given_strata):
    rates = [one.achieved / one.answered for one in given_strata]

    assert min(rates) - 1e-12 <= post_stratified_rate(given_strata) <= max(rates) + 1e-12


@given(strata())
def test_single_stratum_gives_the_raw_rate(one):
    assert post_stratified_rate([one]) == pytest.approx(one.achieved / one.answered)
