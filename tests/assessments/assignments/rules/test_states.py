"""States of a submission: what can happen to it, whatever people do and in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.assignments.rules.states import (
    CHANGES,
    GRADABLE,
    WRITABLE,
    Act,
    SubmissionState,
    next_state,
)

S = SubmissionState


@given(st.lists(st.sampled_from(Act), max_size=60))
def test_no_order_of_acts_shows_a_grade_that_nobody_finished(acts):
    state, sent, finished, published = S.DRAFT, 0, False, False
    for act in acts:
        after = next_state(state, act)
        if after is None:
            continue
        if act is Act.SEND:
            assert state in WRITABLE
            sent, finished, published = sent + 1, False, False
        if act is Act.FINISH:
            assert state in GRADABLE
            finished = True
        if act is Act.REOPEN:
            finished = False
        if act is Act.PUBLISH:
            published = True
        if act is Act.UNDO:
            assert published
            published = False
        state = after
        assert (state is S.DRAFT) == (sent == 0)
        assert state is not S.GRADED or finished
        assert state is not S.PUBLISHED or (finished and published)


def test_participant_and_trainer_never_write_at_the_same_time():
    assert not WRITABLE & GRADABLE


def test_nothing_comes_back_to_draft():
    assert S.DRAFT not in CHANGES.values()


def test_every_state_but_draft_is_left_by_some_act_and_reached_by_some():
    assert {state for state, _act in CHANGES} == set(S)
    assert set(CHANGES.values()) == set(S) - {S.DRAFT}


def test_only_a_whole_grade_is_published():
    assert {state for state, act in CHANGES if act is Act.PUBLISH} == {S.GRADED}
