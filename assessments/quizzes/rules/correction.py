"""What a corrected key does to attempts already sent, told before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """One attempt and its percents before (the one that counts) and after another key."""

    attempt_id: UUID
    enrolment_id: UUID
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Effect:
    """How many attempts and people a corrected key touches."""

    attempts: int
    """All attempts with the question."""
    raised: int
    lowered: int
    people: int
    would_pass: int
    """People who reach the pass mark only with the new key."""
    would_fail: int
    """People who reached it and would not with the new key; what is finished stays finished."""

    @property
    def changed(self) -> int:
        """Return how many attempts get another score."""
        return self.raised + self.lowered


def effect_of(rescored: Sequence[Rescored], others: dict[UUID, int], pass_percent: int) -> Effect:
    """Return the effect; `others` holds the best percent of a person's untouched attempts."""
    before: dict[UUID, int] = {}
    after: dict[UUID, int] = {}
    for attempt in rescored:
        person, floor = attempt.enrolment_id, others.get(attempt.enrolment_id, 0)
        before[person] = max(before.get(person, floor), attempt.before)
        after[person] = max(after.get(person, floor), attempt.after)
    return Effect(
        attempts=len(rescored),
        raised=sum(attempt.after > attempt.before for attempt in rescored),
        lowered=sum(attempt.after < attempt.before for attempt in rescored),
        people=len(before),
        would_pass=sum(before[p] < pass_percent <= after[p] for p in before),
        would_fail=sum(after[p] < pass_percent <= before[p] for p in before),
    )


def kept_percent(rescored: Rescored, *, lowers: bool) -> int:
    """Return the percent that counts from now on: never less, unless it was chosen so."""
    return rescored.after if lowers else max(rescored.before, rescored.after)
