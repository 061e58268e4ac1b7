"""States of attempts, when feedback is shown, and what becomes of late answers."""

from enum import StrEnum


class AttemptState(StrEnum):
    """Where an attempt stands."""

    OPEN = "open"
    SUBMITTED = "submitted"
    """Sent, with an essay that a trainer has yet to read."""
    GRADED = "graded"


ALLOWED: dict[AttemptState, frozenset[AttemptState]] = {
    AttemptState.OPEN: frozenset({AttemptState.SUBMITTED, AttemptState.GRADED}),
    AttemptState.SUBMITTED: frozenset({AttemptState.GRADED}),
    # A late essay was accepted, and somebody has to read it.
    AttemptState.GRADED: frozenset({AttemptState.SUBMITTED}),
}


class FeedbackWhen(StrEnum):
    """When right answers and what the author says about answers are shown."""

    ATTEMPT = "attempt"
    """After each attempt."""
    PASSED = "passed"
    """Once the quiz is passed; until then only which answers were right."""
    CLOSED = "closed"
    """When work in the edition is over; until then only which answers were right."""


class LateDecision(StrEnum):
    """What a trainer decided about an answer that arrived late."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


def shows_feedback(when: FeedbackWhen, *, is_passed: bool, is_over: bool) -> bool:
    """Tell whether right answers and feedback of a submitted attempt are shown."""
    if when is FeedbackWhen.ATTEMPT or is_over:
        return True
    return when is FeedbackWhen.PASSED and is_passed
