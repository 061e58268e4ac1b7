"""Spans of time that applied tasks know."""

from datetime import datetime, timedelta

UNDO = timedelta(hours=1)
"""How long a publication may be undone by a button."""


def may_undo(published_at: datetime, now: datetime) -> bool:
    """Tell whether a publication may still be undone."""
    return now - published_at <= UNDO


def waiting_days(sent_at: datetime, now: datetime) -> int:
    """Return the whole days that a submission waits."""
    return max(0, (now - sent_at).days)
