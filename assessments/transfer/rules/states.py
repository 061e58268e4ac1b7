"""States of plans, milestones, steps and requests, and the changes that are allowed."""

from enum import StrEnum


class PlanState(StrEnum):
    """Where a plan stands; the superior's answer never holds anything back."""

    DRAFT = "draft"
    SENT = "sent"
    AGREED = "agreed"
    CHANGE_PROPOSED = "change_proposed"
    NOT_MY_POST = "not_my_post"
    CLOSED = "closed"


class MilestoneState(StrEnum):
    """Where a milestone stands."""

    PLANNED = "planned"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED_WITHOUT_ANSWER = "closed_without_answer"
    STOPPED = "stopped"


class StopKind(StrEnum):
    """Why the clock of a milestone stopped."""

    REASSIGNED = "reassigned"
    NO_LONGER_APPLIES = "no_longer_applies"
    PASS_WITHDRAWN = "pass_withdrawn"  # noqa: S105 - of a course, not a word


class Direction(StrEnum):
    """Whether an indicator should rise or fall."""

    UP = "up"
    DOWN = "down"


class Audience(StrEnum):
    """Who is asked."""

    PARTICIPANT = "participant"
    SUPERVISOR = "supervisor"


class Channel(StrEnum):
    """How an answer came in."""

    LINK = "link"
    PAPER = "paper"
    PHONE = "phone"


class RequestState(StrEnum):
    """Where a request to stop the clock stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"


_PLAN_CHANGES: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.SENT}),
    PlanState.SENT: frozenset(
        {
            PlanState.SENT,
            PlanState.AGREED,
            PlanState.CHANGE_PROPOSED,
            PlanState.NOT_MY_POST,
            PlanState.CLOSED,
        }
    ),
    # A superior may say something else until the first milestone opens.
    PlanState.CHANGE_PROPOSED: frozenset(
        {PlanState.SENT, PlanState.AGREED, PlanState.NOT_MY_POST, PlanState.CLOSED}
    ),
    PlanState.NOT_MY_POST: frozenset({PlanState.SENT, PlanState.AGREED, PlanState.CLOSED}),
    PlanState.AGREED: frozenset(
        {PlanState.CHANGE_PROPOSED, PlanState.NOT_MY_POST, PlanState.CLOSED}
    ),
    PlanState.CLOSED: frozenset(),
}

_MILESTONE_CHANGES: dict[MilestoneState, frozenset[MilestoneState]] = {
    MilestoneState.PLANNED: frozenset({MilestoneState.OPEN, MilestoneState.STOPPED}),
    MilestoneState.OPEN: frozenset(
        {
            MilestoneState.ANSWERED,
            MilestoneState.CLOSED_WITHOUT_ANSWER,
            MilestoneState.STOPPED,
        }
    ),
    # A late answer, before the last day.
    MilestoneState.CLOSED_WITHOUT_ANSWER: frozenset(
        {MilestoneState.ANSWERED, MilestoneState.STOPPED}
    ),
    MilestoneState.ANSWERED: frozenset({MilestoneState.STOPPED}),
    MilestoneState.STOPPED: frozenset(),
}

RUNNING = frozenset({MilestoneState.PLANNED, MilestoneState.OPEN})
"""States in which a milestone still waits for its day or for answers."""

ASKING = frozenset(
    {MilestoneState.OPEN, MilestoneState.ANSWERED, MilestoneState.CLOSED_WITHOUT_ANSWER}
)
"""States in which an answer may arrive, until the last day."""


def plan_may_change(current: PlanState, new: PlanState) -> bool:
    """Tell whether a plan may go from one state to another."""
    return new in _PLAN_CHANGES[current]


def milestone_may_change(current: MilestoneState, new: MilestoneState) -> bool:
    """Tell whether a milestone may go from one state to another."""
    return new in _MILESTONE_CHANGES[current]
