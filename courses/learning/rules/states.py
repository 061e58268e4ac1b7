"""States of enrolments and editions, and the changes that are allowed."""

from enum import StrEnum


class EnrolmentState(StrEnum):
    """Where a participant stands in an edition."""

    ENROLLED = "enrolled"
    IN_PROGRESS = "in_progress"
    RECOVERY = "recovery"
    PASSED = "passed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    DROPPED_OUT = "dropped_out"


class EditionState(StrEnum):
    """Where an edition stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"


class CourseKind(StrEnum):
    """Place of a course in its programme."""

    BASE = "base"
    SPECIALISED = "specialised"


class CourseStatus(StrEnum):
    """Whether a course can be given."""

    COMPLETE = "complete"
    IN_PREPARATION = "in_preparation"


class ActivityKindName(StrEnum):
    """What a participant does in an activity."""

    LESSON = "lesson"
    QUIZ = "quiz"
    DIAGNOSTIC = "diagnostic"
    FINAL_TEST = "final_test"
    ASSIGNMENT = "assignment"
    PLAN = "plan"


ALLOWED: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.ENROLLED: frozenset(
        {
            EnrolmentState.IN_PROGRESS,
            EnrolmentState.WITHDRAWN,
            EnrolmentState.FAILED,
            EnrolmentState.DROPPED_OUT,
        }
    ),
    EnrolmentState.IN_PROGRESS: frozenset(
        {
            EnrolmentState.PASSED,
            EnrolmentState.FAILED,
            EnrolmentState.WITHDRAWN,
            EnrolmentState.DROPPED_OUT,
            EnrolmentState.RECOVERY,
        }
    ),
    EnrolmentState.RECOVERY: frozenset(
        {
            EnrolmentState.IN_PROGRESS,
            EnrolmentState.PASSED,
            EnrolmentState.FAILED,
            EnrolmentState.WITHDRAWN,
            EnrolmentState.DROPPED_OUT,
        }
    ),
    # Only by rectification, with a reason.
    EnrolmentState.PASSED: frozenset({EnrolmentState.IN_PROGRESS}),
    EnrolmentState.FAILED: frozenset({EnrolmentState.RECOVERY, EnrolmentState.IN_PROGRESS}),
    # Reinstatement.
    EnrolmentState.WITHDRAWN: frozenset({EnrolmentState.ENROLLED, EnrolmentState.IN_PROGRESS}),
    EnrolmentState.DROPPED_OUT: frozenset({EnrolmentState.ENROLLED, EnrolmentState.IN_PROGRESS}),
}

WORKING = frozenset({EnrolmentState.ENROLLED, EnrolmentState.IN_PROGRESS, EnrolmentState.RECOVERY})
"""States in which a participant's work counts."""


def may_change(current: EnrolmentState, new: EnrolmentState) -> bool:
    """Tell whether an enrolment may go from one state to another."""
    return new in ALLOWED[current]


def is_under_way(edition: EditionState, enrolment: EnrolmentState) -> bool:
    """Tell whether work is still taken and marked: recovery outlives the closing of its edition.

    After that only a rectifying acta changes a mark. Dates are another question, and so is whether
    the person still takes part. The same for queries: queries.under_way.
    """
    return edition is EditionState.OPEN or (
        edition is EditionState.CLOSED and enrolment is EnrolmentState.RECOVERY
    )


EDITION_ALLOWED: dict[EditionState, frozenset[EditionState]] = {
    EditionState.PLANNED: frozenset({EditionState.OPEN}),
    EditionState.OPEN: frozenset({EditionState.CLOSED}),
    # Only with a reason.
    EditionState.CLOSED: frozenset({EditionState.OPEN}),
}

SEATED = WORKING | {EnrolmentState.PASSED, EnrolmentState.FAILED}
"""States in which a participant takes up a seat."""


def may_change_edition(current: EditionState, new: EditionState) -> bool:
    """Tell whether an edition may go from one state to another."""
    return new in EDITION_ALLOWED[current]
