"""The index of a person: low, observed, high, and who counts as an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.statistics.reasons import Reason
from assessments.statistics.transfer.person_index import (
    CommitmentScore,
    PersonIndex,
    group_index,
    person_index,
)


def person(*pairs):
    return person_index([CommitmentScore(weight=w, score=s) for w, s in pairs])


P1 = person((0.5, 1), (0.5, 1))
P2 = person((0.5, 1), (0.3, 0.5), (0.2, None))
P3 = person((1 / 3, 0), (1 / 3, 0.5), (1 / 3, 1))
P4 = person((0.6, None), (0.4, None))
P5 = person((0.7, 0), (0.3, 0))


@pytest.mark.parametrize(
    ("index", "low", "observed", "high"),
    [
        (P1, 1, 1, 1),
        (P2, 0.65, 0.8125, 0.85),
        (P3, 0.5, 0.5, 0.5),
        (P5, 0, 0, 0),
    ],
)
def test_people_of_vector_19(index, low, observed, high):
    assert index.low == pytest.approx(low)
    assert index.observed == pytest.approx(observed)
    assert index.high == pytest.approx(high)
    assert index.is_answer


def test_person_of_vector_19_who_answered_nothing():
    assert (P4.low, P4.observed, P4.high) == (0.0, Reason.NO_ANSWERS, 1.0)
    assert not P4.is_answer
    assert not P4.is_achieved


def test_group_of_vector_19():
    group = group_index([P1, P2, P3, P4, P5])

    assert group.people == 5
    assert group.answers == 4
    assert group.low == pytest.approx(0.43)
    assert group.observed == pytest.approx(0.578125)
    assert group.high == pytest.approx(0.67)


def test_person_without_plan_is_a_non_answer_in_the_bounds():
    index = person_index([])

    assert index == PersonIndex(
        low=0.0, observed=Reason.NO_PLAN, high=1.0, answered_weight=0.0, is_answer=False
    )


def test_lapsed_commitment_is_left_out_and_the_weights_are_shared_anew():
    lapsed = CommitmentScore(weight=0.6, score=0, still_applies=False)
    kept = CommitmentScore(weight=0.4, score=0.5)

    index = person_index([lapsed, kept])

    assert (index.low, index.observed, index.high) == (0.5, 0.5, 0.5)


def test_person_leaves_the_group_only_when_everything_has_lapsed():
    lapsed = person_index([CommitmentScore(weight=1, score=None, still_applies=False)])

    group = group_index([P1, lapsed])

    assert lapsed is Reason.NO_LONGER_APPLIES
    assert (group.people, group.excluded) == (1, 1)


@pytest.mark.parametrize(("answered", "counts"), [(0.49, False), (0.5, True), (0.51, True)])
def test_half_of_the_weight_makes_an_answer(answered, counts):
    assert person((answered, 1), (1 - answered, None)).is_answer is counts


@pytest.mark.parametrize(("score", "achieved"), [(0.74, False), (0.75, True), (1, True)])
def test_transfer_is_achieved_from_three_quarters(score, achieved):
    assert person((1, score)).is_achieved is achieved


def test_full_score_on_less_than_half_of_the_weight_is_not_achieved():
    assert not person((0.3, 1), (0.7, None)).is_achieved


def test_empty_group_has_reasons():
    empty = group_index([])

    assert (empty.low, empty.observed, empty.high) == (Reason.NO_PEOPLE,) * 3
    assert group_index([P4]).observed is Reason.NO_ANSWERS


@pytest.mark.parametrize(("weight", "score"), [(0, 1), (-1, 1), (1, 1.1), (1, -0.1)])
def test_impossible_values_are_refused(weight, score):
    with pytest.raises(ValueError, match=r"weight|score"):
        person((weight, score))


commitments = st.lists(
    st.builds(
        CommitmentScore,
        weight=st.floats(0.01, 1),
        score=st.none() | st.sampled_from([0.0, 0.5, 1.0]),
        still_applies=st.booleans(),
    ),
    max_size=5,
)


@given(commitments)
def test_index_is_ordered_inside_zero_to_one(given_commitments):
    index = person_index(given_commitments)

    if index is not Reason.NO_LONGER_APPLIES:
        assert -1e-12 <= index.low <= index.high + 1e-12 <= 1 + 1e-9
        if not isinstance(index.observed, Reason):
            assert index.low - 1e-12 <= index.observed <= index.high + 1e-12


@given(commitments)
def test_silence_filled_in_with_anything_stays_between_low_and_high(given_commitments):
    index = person_index(given_commitments)
    filled = person_index(
        [
            CommitmentScore(
                weight=one.weight,
                score=0.5 if one.score is None else one.score,
                still_applies=one.still_applies,
            )
            for one in given_commitments
        ]
    )

    if given_commitments and index is not Reason.NO_LONGER_APPLIES:
        assert index.low - 1e-12 <= filled.observed <= index.high + 1e-12
