"""Decides who is at risk: silent for ten days, or at less than half of the pace."""

from datetime import date, timedelta

from courses.learning.rules.states import WORKING, EnrolmentState

SILENT_DAYS = 10
LEAST_EXPECTED = 2
"""Below this many expected activities nobody is behind: the course has only begun."""


def silent_since(today: date) -> date:
    """Return the last day of activity that already counts as silence."""
    return today - timedelta(days=SILENT_DAYS)


def least_done(total: int, *, starts_on: date, ends_on: date, today: date) -> int:
    """Return how many activities must be finished today not to be behind; 0 at the beginning.

    Half of what an even pace over the days of the edition asks for, rounded up.
    """
    days = (ends_on - starts_on).days + 1
    gone = min(max((today - starts_on).days, 0), days)
    expected = total * gone / days
    if expected < LEAST_EXPECTED:
        return 0
    return -int(-expected // 2)


def is_at_risk(
    state: EnrolmentState,
    *,
    last_activity_on: date,
    done: int,
    least: int,
    today: date,
) -> bool:
    """Tell whether somebody who still works on the course needs a call.

    `last_activity_on` is the first day of the edition for who never entered.
    """
    if state not in WORKING:
        return False
    return last_activity_on <= silent_since(today) or done < least
