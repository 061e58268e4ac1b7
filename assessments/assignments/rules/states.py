"""States of a submission, and the acts that change them."""

from enum import StrEnum


class SubmissionState(StrEnum):
    """Where the work of one participant in one task stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    GRADED = "graded"
    """A whole grade stands and nobody was told."""
    PUBLISHED = "published"


class Act(StrEnum):
    """What somebody does with a submission."""

    SEND = "send"
    RETURN = "return"
    """Ask for a correction, with a reason."""
    FINISH = "finish"
    """Keep a whole grade, not shown yet."""
    REOPEN = "reopen"
    """A grade that was whole is being changed."""
    PUBLISH = "publish"
    UNDO = "undo"
    """Take back a publication within the hour."""


CHANGES: dict[tuple[SubmissionState, Act], SubmissionState] = {
    (SubmissionState.DRAFT, Act.SEND): SubmissionState.SUBMITTED,
    (SubmissionState.RETURNED, Act.SEND): SubmissionState.SUBMITTED,
    (SubmissionState.SUBMITTED, Act.RETURN): SubmissionState.RETURNED,
    (SubmissionState.SUBMITTED, Act.FINISH): SubmissionState.GRADED,
    (SubmissionState.GRADED, Act.FINISH): SubmissionState.GRADED,
    (SubmissionState.GRADED, Act.REOPEN): SubmissionState.SUBMITTED,
    (SubmissionState.GRADED, Act.RETURN): SubmissionState.RETURNED,
    (SubmissionState.GRADED, Act.PUBLISH): SubmissionState.PUBLISHED,
    (SubmissionState.PUBLISHED, Act.UNDO): SubmissionState.GRADED,
    # A published mark below what the course asks: the person may try again, the mark stands
    # until another one is published.
    (SubmissionState.PUBLISHED, Act.RETURN): SubmissionState.RETURNED,
}
"""Every allowed change; what is not here is refused."""

WRITABLE = frozenset({SubmissionState.DRAFT, SubmissionState.RETURNED})
"""States in which the participant writes."""

GRADABLE = frozenset({SubmissionState.SUBMITTED, SubmissionState.GRADED})
"""States in which a trainer writes the grade."""


def next_state(state: SubmissionState, act: Act) -> SubmissionState | None:
    """Return the state after an act; None when the act is not allowed there."""
    return CHANGES.get((state, act))
