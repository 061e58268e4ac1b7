"""Front door of learning: what quizzes, tasks, transfer and certificates may ask and tell."""

from courses.learning.content_activities import content_activities
from courses.learning.models import (
    Activity,
    ActivityProgress,
    Course,
    CourseVersion,
    Edition,
    Enrolment,
    Module,
    Programme,
)
from courses.learning.queries.activity_context import (
    ActivityContext,
    extended_until,
    own_activity_context,
)
from courses.learning.queries.cards import (
    EditionCard,
    EnrolmentCard,
    edition_card,
    edition_within,
    enrolment_cards,
)
from courses.learning.queries.completion_facts import missing_of
from courses.learning.queries.course_maps import course_map, course_maps
from courses.learning.queries.edition_tab import EditionTab
from courses.learning.queries.running_days import RunningDays, running_days
from courses.learning.queries.standings import progress_of
from courses.learning.queries.under_way import under_way
from courses.learning.queries.visible_editions import edition_is_within, enrolment_is_within
from courses.learning.rules.completion import (
    CompletionRules,
    Missing,
    MissingKind,
    task_falls_short,
    whole_percent,
)
from courses.learning.rules.course_map import CourseMap, Progress, Standing
from courses.learning.rules.states import (
    WORKING,
    ActivityKindName,
    CourseStatus,
    EditionState,
    EnrolmentState,
    is_under_way,
)
from courses.learning.services.change_enrolment_state import (
    end_recovery,
    fail_unfinished,
    open_recovery,
)
from courses.learning.services.enrol_people import EnrolOutcome, NewParticipant, enrol_people
from courses.learning.services.record_progress import (
    ActivityResult,
    exempt_activity,
    finish_lesson,
    hold_activity,
    open_activity,
    report_result,
)
from courses.learning.services.rectify_enrolment import rectify_enrolment
from courses.learning.services.set_edition_state import set_edition_state

ACTIVITY = Activity.__table__
"""Read-only tables for the joins of lists in upper features; nobody else writes them."""
COURSE = Course.__table__
COURSE_VERSION = CourseVersion.__table__
EDITION = Edition.__table__
ENROLMENT = Enrolment.__table__
MODULE = Module.__table__
PROGRAMME = Programme.__table__
PROGRESS = ActivityProgress.__table__

__all__ = [
    "ACTIVITY",
    "COURSE",
    "COURSE_VERSION",
    "EDITION",
    "ENROLMENT",
    "MODULE",
    "PROGRAMME",
    "PROGRESS",
    "WORKING",
    "ActivityContext",
    "ActivityKindName",
    "ActivityResult",
    "CompletionRules",
    "CourseMap",
    "CourseStatus",
    "EditionCard",
    "EditionState",
    "EditionTab",
    "EnrolOutcome",
    "EnrolmentCard",
    "EnrolmentState",
    "Missing",
    "MissingKind",
    "NewParticipant",
    "Progress",
    "RunningDays",
    "Standing",
    "content_activities",
    "course_map",
    "course_maps",
    "edition_card",
    "edition_is_within",
    "edition_within",
    "end_recovery",
    "enrol_people",
    "enrolment_cards",
    "enrolment_is_within",
    "exempt_activity",
    "extended_until",
    "fail_unfinished",
    "finish_lesson",
    "hold_activity",
    "is_under_way",
    "missing_of",
    "open_activity",
    "open_recovery",
    "own_activity_context",
    "progress_of",
    "rectify_enrolment",
    "report_result",
    "running_days",
    "set_edition_state",
    "task_falls_short",
    "under_way",
    "whole_percent",
]
