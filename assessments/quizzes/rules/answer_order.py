"""Decides which of two answers to a question is the newer one, whatever order they arrive in."""

from dataclasses import dataclass
from datetime import UTC, datetime

LAST_SEQUENCE = 2**48
"""Beyond any count of changes by hand; larger ones are refused as nonsense."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Place of an answer among the changes of its question."""

    sequence: int
    claimed_at: datetime | None = None


def is_newer(given: Mark, stored: Mark) -> bool:
    """Tell whether a given answer replaces the stored one.

    The sequence decides. Two devices may reach the same one while apart: then the later claimed
    moment does. The same answer sent again is not newer.
    """
    if given.sequence != stored.sequence:
        return given.sequence > stored.sequence
    if given.claimed_at is None:
        return False
    return given.claimed_at > (stored.claimed_at or datetime.min.replace(tzinfo=UTC))
