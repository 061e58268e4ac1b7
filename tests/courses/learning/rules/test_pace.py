"""Who is at risk: silent for ten days, or at less than half of the pace."""

from datetime import date

import pytest

from courses.learning.rules.pace import is_at_risk, least_done
from courses.learning.rules.states import EnrolmentState

TODAY = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("state", "last", "done", "least", "expected"),
    [
        (EnrolmentState.IN_PROGRESS, date(2027, 2, 20), 9, 0, False),
        (EnrolmentState.IN_PROGRESS, date(2027, 2, 19), 9, 0, True),
        (EnrolmentState.IN_PROGRESS, TODAY, 4, 5, True),
        (EnrolmentState.IN_PROGRESS, TODAY, 5, 5, False),
        (EnrolmentState.ENROLLED, date(2027, 2, 1), 0, 0, True),
        (EnrolmentState.PASSED, date(2027, 1, 1), 0, 9, False),
        (EnrolmentState.WITHDRAWN, date(2027, 1, 1), 0, 9, False),
    ],
)
def test_only_who_works_and_stopped_is_at_risk(state, last, done, least, expected):
    found = is_at_risk(state, last_activity_on=last, done=done, least=least, today=TODAY)

    assert found is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2027, 1, 1), 0),
        (date(2027, 2, 1), 0),
        (date(2027, 2, 2), 0),
        (date(2027, 2, 3), 1),
        (date(2027, 2, 11), 5),
        (date(2027, 2, 21), 10),
        (date(2027, 5, 1), 10),
    ],
)
def test_half_of_an_even_pace_is_the_least(today, expected):
    found = least_done(20, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 20), today=today)

    assert found == expected
