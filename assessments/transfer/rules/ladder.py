"""The ladder of a milestone: which day each step is due, and what each step does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CLOSES_AFTER_DAYS = 21
"""The milestone closes; what comes later is marked late."""

ENDS_AFTER_DAYS = 45
"""Last day on which an answer is taken."""

_SATURDAY = 5


class StepKind(StrEnum):
    """One step of the ladder."""

    PRE_NOTICE = "pre_notice"
    INVITATION = "invitation"
    REMINDER_1 = "reminder_1"
    REMINDER_2 = "reminder_2"
    CALL_LIST = "call_list"
    CLOSE = "close"
    END = "end"


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    """Its day has not come, or no sweep has passed yet."""
    QUEUED = "queued"
    """Handed to a job."""
    DONE = "done"
    """Acted, or found nothing to do."""


STEP_DAYS: dict[StepKind, int] = {
    StepKind.PRE_NOTICE: -7,
    StepKind.INVITATION: 0,
    StepKind.REMINDER_1: 7,
    StepKind.REMINDER_2: 14,
    StepKind.CALL_LIST: 18,
    # The day of closing is still whole for answers: the step runs when it is over.
    StepKind.CLOSE: CLOSES_AFTER_DAYS + 1,
    StepKind.END: ENDS_AFTER_DAYS + 1,
}
"""Days from the milestone's day. Source: reference section 5.3, calendar."""

WRITES = frozenset(
    {
        StepKind.PRE_NOTICE,
        StepKind.INVITATION,
        StepKind.REMINDER_1,
        StepKind.REMINDER_2,
        StepKind.CALL_LIST,
    }
)
"""Steps that speak to somebody; the others only move the milestone."""


@dataclass(frozen=True, kw_only=True)
class MilestoneDates:
    """The days of one milestone."""

    days: int
    nominal_on: date
    """Day of passing plus the days of the programme."""
    due_on: date
    """The same, moved to a working day."""
    closes_on: date
    ends_on: date


def next_working_day(day: date, is_holiday: Callable[[date], bool]) -> date:
    """Return the day itself, or the first after it that is neither weekend nor holiday."""
    while day.weekday() >= _SATURDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def milestone_dates(
    passed_on: date, days: int, is_holiday: Callable[[date], bool]
) -> MilestoneDates:
    """Return the days of the milestone that falls so many days after passing."""
    nominal = passed_on + timedelta(days=days)
    due = next_working_day(nominal, is_holiday)
    return MilestoneDates(
        days=days,
        nominal_on=nominal,
        due_on=due,
        closes_on=due + timedelta(days=CLOSES_AFTER_DAYS),
        ends_on=due + timedelta(days=ENDS_AFTER_DAYS),
    )


def step_days(due_on: date) -> dict[StepKind, date]:
    """Return the day of each step of a milestone."""
    return {kind: due_on + timedelta(days=days) for kind, days in STEP_DAYS.items()}
