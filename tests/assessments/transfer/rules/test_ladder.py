"""The days of a milestone and of its steps."""

from datetime import date

import pytest

from assessments.transfer.rules.ladder import (
    StepKind,
    milestone_dates,
    next_working_day,
    step_days,
)

NONE = frozenset()


@pytest.mark.parametrize(
    ("day", "holidays", "expected"),
    [
        (date(2027, 3, 3), NONE, date(2027, 3, 3)),
        (date(2027, 3, 6), NONE, date(2027, 3, 8)),
        (date(2027, 3, 7), NONE, date(2027, 3, 8)),
        (date(2027, 3, 26), {date(2027, 3, 26)}, date(2027, 3, 29)),
        (date(2027, 2, 6), {date(2027, 2, 8), date(2027, 2, 9)}, date(2027, 2, 10)),
    ],
)
def test_a_milestone_falls_on_a_working_day(day, holidays, expected):
    assert next_working_day(day, holidays.__contains__) == expected


def test_closing_and_end_count_from_the_moved_day():
    dates = milestone_dates(date(2027, 3, 4), 30, NONE.__contains__)

    assert dates.nominal_on == date(2027, 4, 3)
    assert dates.due_on == date(2027, 4, 5)
    assert dates.closes_on == date(2027, 4, 26)
    assert dates.ends_on == date(2027, 5, 20)


def test_each_step_has_its_day():
    days = step_days(date(2027, 4, 5))

    assert days[StepKind.PRE_NOTICE] == date(2027, 3, 29)
    assert days[StepKind.INVITATION] == date(2027, 4, 5)
    assert days[StepKind.REMINDER_1] == date(2027, 4, 12)
    assert days[StepKind.REMINDER_2] == date(2027, 4, 19)
    assert days[StepKind.CALL_LIST] == date(2027, 4, 23)
    # The last day is whole: the step that closes runs on the day after it.
    assert days[StepKind.CLOSE] == date(2027, 4, 27)
    assert days[StepKind.END] == date(2027, 5, 21)
