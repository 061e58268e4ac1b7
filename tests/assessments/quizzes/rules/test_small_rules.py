"""Time, order of answers, percents and effects, case by case."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.rules.answer_order import Mark, is_newer
from assessments.quizzes.rules.attempt_score import attempt_percent
from assessments.quizzes.rules.correction import Rescored, effect_of, kept_percent
from assessments.quizzes.rules.deadlines import GRACE, is_in_time, is_time_over, minutes_left
from assessments.quizzes.rules.states import FeedbackWhen, shows_feedback
from assessments.quizzes.rules.statistics import GivenAnswer, tally
from lms.core.ids import new_id

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=9)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "due_at", "deadline", "counts"),
    [
        (NOON, None, LATER, True),
        (LATER + GRACE, None, LATER, True),
        (LATER + GRACE + SECOND, None, LATER, False),
        (NOON + GRACE, NOON, LATER, True),
        (NOON + GRACE + SECOND, NOON, LATER, False),
        (NOON + GRACE + SECOND, LATER, NOON, False),
    ],
)
def test_an_answer_counts_until_the_earlier_end_plus_the_grace(now, due_at, deadline, counts):
    assert is_in_time(now, due_at=due_at, deadline=deadline) is counts


def test_time_is_over_after_the_grace_and_never_without_a_limit():
    assert not is_time_over(NOON + GRACE, NOON)
    assert is_time_over(NOON + GRACE + SECOND, NOON)
    assert not is_time_over(NOON, None)


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (1, 1), (60, 1), (61, 2), (-5, 0)])
def test_begun_minutes_are_counted_whole(seconds, minutes):
    assert minutes_left(NOON, NOON + timedelta(seconds=seconds)) == minutes


@pytest.mark.parametrize(
    ("given", "stored", "newer"),
    [
        ((1, NOON), (0, None), True),
        ((2, NOON), (3, NOON), False),
        ((3, NOON), (3, NOON), False),
        ((3, LATER), (3, NOON), True),
        ((3, NOON), (3, LATER), False),
        ((3, None), (3, NOON), False),
        ((3, NOON), (3, None), True),
        ((4, NOON), (3, LATER), True),
    ],
)
def test_the_sequence_decides_and_the_claim_only_between_equals(given, stored, newer):
    first = Mark(sequence=given[0], claimed_at=given[1])
    second = Mark(sequence=stored[0], claimed_at=stored[1])

    assert is_newer(first, second) is newer


@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=5, unique=True)
)
def test_whatever_the_order_of_arrival_the_same_answer_stays(pairs):
    marks = [Mark(sequence=s, claimed_at=NOON + timedelta(minutes=m)) for s, m in pairs]
    left = set()
    for order in permutations(marks):
        stored = Mark(sequence=0)
        for mark in order:
            stored = mark if is_newer(mark, stored) else stored
        left.add(stored)

    assert len(left) == 1


@pytest.mark.parametrize(
    ("scores", "percent"),
    [
        ([], 0),
        ([1.0, 1.0, 1.0], 100),
        ([1 / 3, 1 / 3, 1 / 3], 33),
        ([2 / 3, 1.0, 1 / 3], 67),
        ([1, 0, 0, 0, 0, 0, 0, 0], 13),
        ([Fraction(1, 2)], 50),
        ([0.5, 1, 1, 1, 1, 0, 0.5], 71),
    ],
)
def test_halves_go_up_to_a_whole_percent(scores, percent):
    assert attempt_percent(scores) == percent


@given(st.lists(st.fractions(0, 1, max_denominator=12), min_size=1, max_size=20))
def test_the_percent_of_floats_is_that_of_the_fractions(scores):
    percent = attempt_percent([float(score) for score in scores])

    assert 0 <= percent <= 100
    assert percent == attempt_percent(scores)
    assert (percent == 100) <= (min(scores) > 0)


def _case(person, before, after):
    return Rescored(attempt_id=new_id(), enrolment_id=person, before=before, after=after)


def test_the_effect_counts_attempts_and_people_apart():
    up, down, safe, same = new_id(), new_id(), new_id(), new_id()
    rescored = [
        _case(up, 60, 80),
        _case(down, 70, 60),
        _case(safe, 75, 50),
        _case(same, 40, 40),
        _case(up, 10, 10),
    ]

    effect = effect_of(rescored, {safe: 90}, 70)

    assert (effect.attempts, effect.people) == (5, 4)
    assert (effect.raised, effect.lowered, effect.changed) == (1, 2, 3)
    assert (effect.would_pass, effect.would_fail) == (1, 1)


def test_a_score_is_lowered_only_where_it_was_chosen():
    case = _case(new_id(), 80, 60)

    assert kept_percent(case, lowers=False) == 80
    assert kept_percent(case, lowers=True) == 60


@pytest.mark.parametrize(
    ("when", "is_passed", "is_over", "shown"),
    [
        (FeedbackWhen.ATTEMPT, False, False, True),
        (FeedbackWhen.PASSED, False, False, False),
        (FeedbackWhen.PASSED, True, False, True),
        (FeedbackWhen.PASSED, False, True, True),
        (FeedbackWhen.CLOSED, True, False, False),
        (FeedbackWhen.CLOSED, False, True, True),
    ],
)
def test_feedback_is_shown_when_the_quiz_says(when, is_passed, is_over, shown):
    assert shows_feedback(when, is_passed=is_passed, is_over=is_over) is shown


def test_a_tally_keeps_its_denominators():
    found = tally(
        [
            GivenAnswer(words=("a",), score=1.0),
            GivenAnswer(words=("a", "b"), score=0.5),
            GivenAnswer(words=(), score=0.0),
            GivenAnswer(words=("c",), score=None),
        ]
    )

    assert (found.asked, found.answered, found.scored, found.right, found.partly) == (4, 3, 3, 1, 1)
    assert found.mean_percent == 50
    assert found.given == [("a", 2), ("b", 1), ("c", 1)]


def test_an_empty_tally_has_no_mean():
    assert tally([]).mean_percent is None
