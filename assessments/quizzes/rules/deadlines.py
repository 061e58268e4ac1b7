"""Tells whether an answer is in time, by the server's clock and a fixed grace."""

from datetime import datetime, timedelta

GRACE = timedelta(seconds=60)
"""A slow network must not cost an answer that was given in time."""


def is_in_time(now: datetime, *, due_at: datetime | None, deadline: datetime) -> bool:
    """Tell whether an answer that arrives now counts: the earlier of both ends plus the grace."""
    end = deadline if due_at is None else min(due_at, deadline)
    return now <= end + GRACE


def is_time_over(now: datetime, due_at: datetime | None) -> bool:
    """Tell whether a time limit ended, grace included, so that what was answered is sent."""
    return due_at is not None and now > due_at + GRACE


def minutes_left(now: datetime, due_at: datetime) -> int:
    """Return the whole minutes left, begun ones included; 0 when there are none."""
    seconds = (due_at - now).total_seconds()
    return max(0, -int(-seconds // 60))
