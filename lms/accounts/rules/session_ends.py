"""When a session ends by itself."""

from datetime import datetime, timedelta

IDLE_OWN = timedelta(hours=12)
IDLE_LENT = timedelta(minutes=20)
# Writing the moment into the cookie at each request would send a cookie with each answer.
SEEN_STEP = timedelta(seconds=60)


def ends_at(seen_at: datetime, *, is_lent: bool) -> datetime:
    """Return the moment from which an idle session is over: 20 minutes on a borrowed phone."""
    return seen_at + (IDLE_LENT if is_lent else IDLE_OWN)
